"""The sample album: real photographs printed with typical damage, and the truth about them."""

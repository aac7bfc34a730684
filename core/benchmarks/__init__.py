"""`ridfr bench`: ratios against plain peers, absolute times and physical bounds beside them."""

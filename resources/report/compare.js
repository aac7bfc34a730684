document.documentElement.classList.add("live");
for (const slider of document.querySelectorAll(".stack input")) {
  const show = () => slider.parentNode.style.setProperty("--at", slider.value);
  slider.addEventListener("input", show);
  show();
}

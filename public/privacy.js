// The section 隐私: a dialog with an address of its own, `#privacy`.

const dialog = document.getElementById("privacy");
const isAsked = () => location.hash === `#${dialog.id}`;
const follow = () => {
  if (!isAsked()) dialog.close();
  else if (!dialog.open) dialog.showModal();
};
addEventListener("hashchange", follow);
dialog.addEventListener("close", () => {
  if (isAsked()) history.replaceState(null, "", location.pathname + location.search);
});
// A click beside it, on what darkens the page, closes it as well.
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
follow();

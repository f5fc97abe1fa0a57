// What outlives the page. Over an update of the page: its state, in the session storage of the
// tab, and only until it is back. Otherwise: only with consent, and then the last input.

const host = (globalThis.gouji ??= {});
// Other sites of the same origin share these storages.
const KEPT = `gouji-${new URL("./", document.baseURI).pathname} kept`;
const CONSENT = `gouji-${new URL("./", document.baseURI).pathname} consent`;

const PIECE = 0x8000;
const base64 = (bytes) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  }
  return btoa(text);
};
const pack = (state) =>
  JSON.stringify(state, (_, value) => (value instanceof Uint8Array ? { base64: base64(value) } : value));
const unpack = (text) =>
  JSON.parse(text ?? "null", (_, value) =>
    typeof value?.base64 === "string"
      ? Uint8Array.from(atob(value.base64), (letter) => letter.charCodeAt(0))
      : value,
  );

// Whether it was possible: storage may be switched off, or full.
const tried = (act) => {
  try {
    act();
    return true;
  } catch {
    return false;
  }
};
const read = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};

host.handOver = (state) => tried(() => sessionStorage.setItem(KEPT, pack(state)));
host.takeOver = () =>
  read(() => {
    const text = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    return unpack(text);
  });

host.remembers = () => read(() => localStorage.getItem(CONSENT)) !== null;
host.remembered = () => read(() => unpack(localStorage.getItem(KEPT)));
// What no longer holds is never left behind, even when the new state does not fit.
host.remember = (state) =>
  tried(() => {
    localStorage.removeItem(KEPT);
    if (state) localStorage.setItem(KEPT, pack(state));
  });
host.consent = (given) => {
  tried(() => {
    localStorage.removeItem(KEPT);
    localStorage.removeItem(CONSENT);
    if (given) localStorage.setItem(CONSENT, "1");
  });
  show();
};

// The box in the section 隐私.
const box = document.getElementById("remember");
const show = () => {
  box.checked = host.remembers();
  dispatchEvent(new Event("gouji"));
};
box.addEventListener("change", () => host.consent(box.checked));
// Another tab of this site.
addEventListener("storage", show);
show();

// Keeps the page usable without a network, and tells when a new version waits.
//
// Where there are no service workers (a page from disk, plain http in an office network, an old
// browser) nothing happens, and nothing is claimed. A script of its own, so that an update comes
// through even when the page itself does not start.

const host = (globalThis.gouji ??= {});
const version = document.querySelector("meta[name=gouji-version]")?.content;
const site = new URL("./", document.baseURI);

// "ready": all of this version is kept. "waiting": there is another version than this page's.
host.offline = "";
host.update = () => location.reload();

const tell = (state) => {
  host.offline = state;
  dispatchEvent(new Event("gouji"));
};

const ask = (worker) =>
  new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event) => resolve(event.data);
    worker.postMessage({ page: version }, [channel.port2]);
  });

// After so many milliseconds a page that comes into view asks for a new version.
const OFTEN = 30 * 60 * 1000;

async function watch(container) {
  // As long as this page is open, its version is kept.
  navigator.locks.request(`gouji-${site.pathname} ${version}`, { mode: "shared" }, () => new Promise(() => {}));
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  // The first load comes first.
  if (!container.controller) await new Promise((resolve) => setTimeout(resolve, 1000));
  const registration = await container.register(new URL("sw.js", site), { updateViaCache: "none" });

  const look = async () => {
    if (registration.waiting) {
      const { version: other } = await ask(registration.waiting);
      if (other !== version) return tell("waiting");
      // The page came over the network and is that version already.
      registration.waiting?.postMessage("activate");
    }
    if (!registration.active) return;
    const { version: served, whole } = await ask(registration.active);
    const same = served === version;
    tell(same && whole ? "ready" : !same && container.controller ? "waiting" : "");
  };
  const follow = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", follow);
  container.addEventListener("controllerchange", look);
  follow();

  host.update = () => {
    const { waiting } = registration;
    if (!waiting) return location.reload();
    waiting.addEventListener("statechange", () => waiting.state === "activated" && location.reload());
    waiting.postMessage("activate");
  };

  let asked = Date.now();
  const again = () => {
    if (document.hidden || Date.now() - asked < OFTEN) return;
    asked = Date.now();
    registration.update().catch(() => {});
  };
  document.addEventListener("visibilitychange", again);
  await look();
}

const container = navigator.serviceWorker;
if (version && container && isSecureContext && location.protocol.startsWith("http")) {
  watch(container).catch((error) => console.info("offline use is not possible here:", error));
}

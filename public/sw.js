// The site without a network.
//
// Each version of the site is one cache of its own, filled with the files of FILES and nothing
// else, each checked against its hash: what is half old and half new is never kept. A page is
// served by the version that it came from. Whatever FILES does not name is none of this script's
// business: it is neither answered nor fetched.

// The build writes what the site consists of: a name for all of it, and the SHA-256 of each file.
const { version: VERSION, files: FILES } = { version: "", files: {} };

// All projects of one github.io user share an origin, and one site may lie below another. No path
// holds a space, so no other site's caches begin like this one's.
const SCOPE = new URL(registration.scope).pathname;
const OWN = `gouji-${SCOPE} `;
const CACHE = OWN + VERSION;

const INDEX = "index.html";
// Some hosts send a request for `index.html` elsewhere.
const address = (name) => new URL(name === INDEX ? "./" : name, registration.scope).href;

// Names that hold their content's hash mean the same file in every version.
const HASHED = /^[\w.]+-[0-9a-f]{10,16}(_bg)?\.(js|wasm|css)$/;

// The files were lost and cannot be had again: the network answers until this script starts anew.
let lost = false;

const kept = async (name) => (await caches.open(CACHE)).match(address(name), { ignoreVary: true });

const fingerprint = async (bytes) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

// The same address in any version's cache.
async function older(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OWN)) continue;
    const found = await (await caches.open(name)).match(url, { ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

// Keeps a file of this version: from an older one where it is the same, else from the server.
async function obtain(name) {
  const url = address(name);
  const sources = [
    () => older(url),
    () => fetch(url, { cache: "no-cache", redirect: "error" }),
  ];
  for (const source of sources) {
    const found = await source();
    if (!found?.ok) continue;
    const bytes = await found.arrayBuffer();
    if ((await fingerprint(bytes)) !== FILES[name]) continue;
    const headers = new Headers(found.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    const file = new Response(bytes, { headers });
    await (await caches.open(CACHE)).put(url, file.clone());
    return file;
  }
  throw new Error(`${name} is not there as it was built`);
}

// Keeps the whole list. What is there already is not asked for again.
const fill = () =>
  Promise.all(Object.keys(FILES).map(async (name) => (await kept(name)) ?? obtain(name)));

// Drops the versions that no open page came from: a page holds a lock named like its cache.
async function tidy() {
  if (registration.installing || registration.waiting) return;
  const { held, pending } = await navigator.locks.query();
  const used = new Set([...held, ...pending].map((lock) => lock.name));
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== CACHE && !used.has(name)) await caches.delete(name);
  }
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(tidy()));

addEventListener("message", (event) => {
  // The user agreed, or nothing is at stake.
  if (event.data === "activate") event.waitUntil(skipWaiting());
  // A page asks which version this is, and whether all of it is here.
  if (event.data?.page !== undefined) {
    const answer = async () => {
      const whole = await fill().then(() => true, () => false);
      await tidy();
      // The page that came before this script is served by it from now on.
      if (whole && event.data.page === VERSION) await clients.claim();
      event.ports[0].postMessage({ version: VERSION, whole });
    };
    event.waitUntil(answer());
  }
});

addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const at = new URL(url);
  if (lost || method !== "GET" || at.origin !== location.origin) return;
  if (!at.pathname.startsWith(SCOPE)) return;
  const path = at.pathname.slice(SCOPE.length);
  const name = path === "" ? INDEX : path;
  if (Object.hasOwn(FILES, name)) {
    event.respondWith(serve(name));
  } else if (mode !== "navigate" && HASHED.test(name)) {
    event.respondWith(older(at.origin + at.pathname).then((found) => found ?? Response.error()));
  }
});

async function serve(name) {
  try {
    return (await kept(name)) ?? (await obtain(name));
  } catch (error) {
    lost = true;
    return fetch(address(name), { redirect: "error" });
  }
}

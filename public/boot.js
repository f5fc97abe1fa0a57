// Starts the page. A file of its own, because the Content-Security-Policy allows no inline script.
const { app, wasm } = document.querySelector("script[data-app]").dataset;
const address = (path) => new URL(path, document.baseURI).href;

try {
  const { default: start } = await import(address(app));
  await start({ module_or_path: address(wasm) });
} catch (error) {
  document.getElementById("fallback")?.classList.add("certain");
  throw error;
}

try {
  await __wbg_init({ module_or_path: await unpack(document.getElementById("app").textContent) });
} catch (error) {
  document.getElementById("fallback")?.classList.add("certain");
  throw error;
}

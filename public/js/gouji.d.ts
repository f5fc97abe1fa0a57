/** 勾稽 (gouji): reads and checks 政府信息公开工作年度报告. */

/** What is checked: a text, or the bytes of a file (docx, doc, xlsx, xls, ods, pdf, html, txt, md, csv, json). */
export type Input = string | Uint8Array | ArrayBuffer;

/** What is wanted beside the review. */
export interface Options {
  /** Whether the output carries the reading text, into which all spans point. */
  withText?: boolean;
}

/**
 * Reads and checks one report. Bad input throws nothing: it gives a `Refusal`, which has an
 * `error` with a sentence in Chinese.
 *
 * @param input The text, or the bytes of the file.
 * @param name The name of the file, as it shall stand in the output.
 */
export function check(input: Input, name?: string, options?: Options): Output;

/**
 * Loads the wasm module; to be awaited once before `check`. Without an argument it is fetched from
 * beside this script. In Node it is there at once.
 */
export default function init(from?: {
  module_or_path: string | URL | Request | Response | BufferSource | WebAssembly.Module | Promise<Response>;
}): Promise<unknown>;

/** Takes a wasm module that is there already. */
export function initSync(from: { module: BufferSource | WebAssembly.Module }): unknown;


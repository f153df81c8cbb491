// The letters as a person reads them: the text of each page, and the code on it.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** By poppler's pdftotext; one text for each page. */
export async function pagesOf(pdf: string): Promise<readonly string[]> {
  const { stdout } = await run('pdftotext', ['-layout', pdf, '-'])
  return stdout.split('\f').filter((page) => page.trim() !== '')
}

/** Four groups of five. */
export function codeOn(page: string): string {
  const code = /\b([A-Z0-9]{5})[\s-]+([A-Z0-9]{5})[\s-]+([A-Z0-9]{5})[\s-]+([A-Z0-9]{5})\b/.exec(page)
  if (code === null) throw new Error(`no code on the letter:\n${page}`)
  return code.slice(1).join('-')
}

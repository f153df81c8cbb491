// The letters as a person reads them: the text of each page, and the code on it.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** By poppler's pdftotext; one text for each page. */
export async function pagesOf(pdf: Buffer): Promise<readonly string[]> {
  const running = run('pdftotext', ['-layout', '-', '-'])
  running.child.stdin?.end(pdf)
  const { stdout } = await running
  return stdout.split('\f').filter((page) => page.trim() !== '')
}

/** Four groups of five on a line of their own. Letters that lean on each other are read with a gap between them: « 3Y V63 ». */
export function codeOn(page: string): string {
  const code = page
    .split('\n')
    .map((line) => line.replaceAll(/[\s-]/g, ''))
    .find((line) => /^[A-Z0-9]{20}$/.test(line))
  if (code === undefined) throw new Error(`no code on the letter:\n${page}`)
  return (code.match(/.{5}/g) ?? []).join('-')
}

// A throw-away certificate for a listener under test.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'

const made = new Map<string, ReturnType<typeof generate>>()

/** Writes `<name>.crt` and `<name>.key` into the folder; one pair for each name and test file. */
export async function writeCertificate(
  folder: string,
  name = 'mx.ours.test',
): Promise<{ readonly certificateFile: string; readonly keyFile: string }> {
  const making = made.get(name) ?? generate([{ name: 'commonName', value: name }])
  made.set(name, making)
  const pair = await making
  const files = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) }
  writeFileSync(files.certificateFile, pair.cert)
  writeFileSync(files.keyFile, pair.private)
  return files
}

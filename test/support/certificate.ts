// A throw-away certificate for a listener under test.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** Writes `<name>.crt` and `<name>.key` into the folder. */
export async function writeCertificate(
  folder: string,
  name = 'mx.test',
): Promise<{ readonly certificateFile: string; readonly keyFile: string }> {
  mkdirSync(folder, { recursive: true })
  const pair = await generate([{ name: 'commonName', value: name }], { keyType: 'ec' })
  const files = { certificateFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) }
  writeFileSync(files.certificateFile, pair.cert)
  writeFileSync(files.keyFile, pair.private)
  return files
}

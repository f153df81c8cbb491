// PING and VERSION of clamd(8). The version names the official signatures it loaded: `ClamAV 1.4.6/27890/<date>`.

import type { HostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { ask } from '#daemons/tcp/ask.ts'

export interface ClamdVersion {
  readonly engine: string
  /** Number and date of the official `daily` signatures; null when none are loaded. */
  readonly signatures: string | null
}

/** Ok once clamd has loaded signatures and answers. Never rejects. */
export async function pingClamd(listener: HostPort): Promise<Result<ClamdVersion, string>> {
  const pong = await ask(listener, 'zPING\0', (text) => text.includes('\0'))
  if (!pong.ok) return pong
  if (pong.value !== 'PONG\0') return failed('not the answer of clamd')
  const version = await ask(listener, 'zVERSION\0', (text) => text.includes('\0'))
  return version.ok ? parseVersion(version.value.replace('\0', '')) : version
}

function parseVersion(text: string): Result<ClamdVersion, string> {
  const [, engine, number, date] =
    /^(ClamAV [\x21-\x2e\x30-\x7e]+)(?:\/(\d+)\/([\x20-\x7e]+))?$/.exec(text) ?? []
  if (engine === undefined) return failed('not a version of clamd')
  return ok({ engine, signatures: number === undefined ? null : `${number} of ${date}` })
}

// Looks at keys by processes that are killed: one before its first act, the next after one, and so on, until one gets through.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { HostPort } from '#core/address/host-port.ts'
import type { RotationSchedule } from '#mail/signing/rotation.ts'

export interface RotatingParts {
  readonly database: { readonly port: number; readonly name: string; readonly password: string }
  readonly knot: { readonly at: HostPort; readonly keyName: string; readonly secret: string }
  readonly resolver: HostPort
  readonly keyEncryption: string
  readonly schedule: RotationSchedule
  readonly survivesActs: number
}

const program = join(import.meta.dirname, 'rotating-process.ts')
const mostActs = 20

/** `between` runs after each kill, and at the end. */
export async function rotatedInSpiteOfKills(
  parts: Omit<RotatingParts, 'survivesActs'>,
  between: () => Promise<void>,
): Promise<void> {
  for (let survivesActs = 0; survivesActs < mostActs; survivesActs += 1) {
    const killed = await look({ ...parts, survivesActs })
    await between()
    if (!killed) return
  }
  throw new Error('no end of it')
}

/** Whether it was killed. */
function look(parts: RotatingParts): Promise<boolean> {
  const child = spawn(process.execPath, [program, JSON.stringify(parts)], { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code === 0 || signal === 'SIGKILL') resolve(signal !== null)
      else reject(new Error(`ended with ${code}`))
    })
  })
}

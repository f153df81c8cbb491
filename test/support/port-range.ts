// A thousand free ports for one installation under test, claimed so that two tests never choose the same.

import { mkdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PortRange extends AsyncDisposable {
  readonly base: number
}

const bases = Array.from({ length: 10 }, (_, index) => 10_000 + index * 1000)
/** A claim older than the longest test run was left by a run that was killed. */
const staleMilliseconds = 3_600_000

export async function claimPortRange(): Promise<PortRange> {
  for (const base of bases) {
    const claim = join(tmpdir(), `vaguemestre-ports-${base}`)
    const found = await stat(claim).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs > staleMilliseconds) await rm(claim, { recursive: true })
    const claimed = await mkdir(claim).then(
      () => true,
      () => false,
    )
    if (!claimed) continue
    const release = () => rm(claim, { recursive: true, force: true })
    if (await isFree(base)) return { base, [Symbol.asyncDispose]: release }
    await release()
  }
  throw new Error('no thousand ports are free on this machine')
}

async function isFree(base: number): Promise<boolean> {
  const samples = [24, 25, 53, 54, 143, 188, 310, 333, 379, 432, 993].map((offset) => canBind(base + offset))
  return (await Promise.all(samples)).every(Boolean)
}

function canBind(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

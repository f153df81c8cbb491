// Processes of an earlier supervisor that was killed. The kernel has told them to stop; we wait for that, then kill
// what is left. Only processes recorded by us are touched, recognised by pid and start time.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { writeOwnedFile } from '../machine/owned-file.ts'
import { groupHasMembers, startTicks } from './child-process.ts'

const record = z.array(z.strictObject({ name: z.string(), pid: z.int().positive(), ticks: z.string() }))
export type RecordedProcess = z.infer<typeof record>[number]

const recordFile = (run: string): string => join(run, 'processes.json')

/** Called whenever a process starts or ends. */
export async function recordProcesses(run: string, pids: ReadonlyMap<string, number>): Promise<void> {
  const entries = [...pids].flatMap(([name, pid]) => {
    const ticks = startTicks(pid)
    return ticks === null ? [] : [{ name, pid, ticks }]
  })
  await writeOwnedFile(recordFile(run), JSON.stringify(entries), { uid: 0, gid: 0, mode: 0o600 })
}

/** Resolves when nothing of an earlier run is alive; `patienceSeconds` is what they get to stop by themselves. */
export async function clearLeftovers(
  run: string,
  patienceSeconds: number,
): Promise<readonly RecordedProcess[]> {
  const text = await readFile(recordFile(run), 'utf8').catch(() => '[]')
  const parsed = record.safeParse(parseJson(text))
  const found = (parsed.success ? parsed.data : []).filter(isAlive)
  for (let tenths = 0; tenths < patienceSeconds * 10 && found.some(isAlive); tenths += 1) await wait(100)
  for (const { pid } of found.filter(isAlive)) process.kill(-pid, 'SIGKILL')
  for (let tenths = 0; tenths < 50 && found.some(isAlive); tenths += 1) await wait(100)
  return found
}

/** The head of a group may be gone while others of it live on; its number is not given away as long as one does. */
function isAlive({ pid, ticks }: RecordedProcess): boolean {
  const head = startTicks(pid)
  return head === ticks || (head === null && groupHasMembers(pid))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return []
  }
}

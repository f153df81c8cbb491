// The CPU profiler of a Node process that runs already: SIGUSR1 opens its debugger on the loopback address, where anybody
// on this machine could then run code as that process. Only for a process that is thrown away afterwards.

import { z } from 'zod'
import { eventually } from '#test/support/stack/eventually.ts'
import { type CpuProfile, cpuProfile } from './cpu-profile.ts'

/** Where Node listens unless it is told otherwise. */
const debuggerUrl = 'http://127.0.0.1:9229/json/list'
const samplingMicroseconds = 250

export interface Profiler extends Disposable {
  stop(): Promise<CpuProfile>
}

const targets = z.array(z.looseObject({ webSocketDebuggerUrl: z.string() }))
const evaluated = z.looseObject({ result: z.looseObject({ value: z.unknown() }) })

/** Profiles from the moment it resolves. */
export async function profileProcess(pid: number): Promise<Profiler> {
  const protocol = await eventually('the debugger of the process, at port 9229', () => debuggerOf(pid))
  await protocol.call('Profiler.enable', {})
  await protocol.call('Profiler.setSamplingInterval', { interval: samplingMicroseconds })
  await protocol.call('Profiler.start', {})
  return {
    stop: async () =>
      z.looseObject({ profile: cpuProfile }).parse(await protocol.call('Profiler.stop', {})).profile,
    [Symbol.dispose]: () =>
      void protocol.call('Runtime.evaluate', { expression: giveBack }).finally(() => protocol.close()),
  }
}

/** The port is one for all processes: another one that is profiled after this needs it. */
const giveBack = `setTimeout(() => process.getBuiltinModule('node:inspector').close(), 100); 0`

async function debuggerOf(pid: number): Promise<Protocol | null> {
  process.kill(pid, 'SIGUSR1')
  const address = await debuggerAddress()
  if (address === null) return null
  const protocol = await openProtocol(address)
  const answer = evaluated.parse(await protocol.call('Runtime.evaluate', { expression: 'process.pid' }))
  if (answer.result.value === pid) return protocol
  protocol.close()
  return null
}

async function debuggerAddress(): Promise<string | null> {
  const listed = await fetch(debuggerUrl).catch(() => null)
  if (listed === null) return null
  return targets.parse(await listed.json())[0]?.webSocketDebuggerUrl ?? null
}

interface Protocol {
  call(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown>
  close(): void
}

const reply = z.looseObject({ id: z.int(), result: z.unknown().optional(), error: z.unknown().optional() })

async function openProtocol(address: string): Promise<Protocol> {
  const socket = new WebSocket(address)
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  socket.addEventListener('message', ({ data }) => {
    const answer = reply.safeParse(JSON.parse(String(data)))
    if (!answer.success) return
    const { id, result, error } = answer.data
    if (error === undefined) waiting.get(id)?.resolve(result)
    else waiting.get(id)?.reject(new Error(JSON.stringify(error)))
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error(`no debugger at ${address}`)))
  })
  let last = 0
  return {
    call: (method, params) => {
      last += 1
      const answer = Promise.withResolvers<unknown>()
      waiting.set(last, answer)
      socket.send(JSON.stringify({ id: last, method, params }))
      return answer.promise
    },
    close: () => socket.close(),
  }
}

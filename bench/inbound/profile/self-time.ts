// Where a process spent its time: self time by function and by where the function comes from. Pure.

import type { CpuProfile } from './cpu-profile.ts'

export interface Share {
  readonly name: string
  readonly milliseconds: number
  /** Of the time in which the process did something. */
  readonly share: number
}

export interface SelfTime {
  readonly functions: readonly Share[]
  /** `mail`, `node:net`, `mailauth` …; what V8 marks in brackets (garbage, native code) stands for itself. */
  readonly origins: readonly Share[]
  readonly busyMilliseconds: number
}

type Frame = CpuProfile['nodes'][number]['callFrame']

const idle = '(idle)'

/** Both lists in descending order. */
export function selfTime(profile: CpuProfile): SelfTime {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
  const functions = new Map<string, number>()
  const origins = new Map<string, number>()
  let busy = 0
  profile.samples.forEach((node, index) => {
    const frame = frames.get(node)
    if (frame === undefined || frame.functionName === idle) return
    // A sample holds until the next one.
    const milliseconds = Math.max(0, profile.timeDeltas[index + 1] ?? 0) / 1000
    busy += milliseconds
    add(functions, nameOf(frame), milliseconds)
    add(origins, originOf(frame), milliseconds)
  })
  const ordered = (sums: ReadonlyMap<string, number>): readonly Share[] =>
    [...sums]
      .map(([name, milliseconds]) => ({ name, milliseconds, share: milliseconds / busy }))
      .toSorted((one, other) => other.milliseconds - one.milliseconds)
  return { functions: ordered(functions), origins: ordered(origins), busyMilliseconds: busy }
}

function add(sums: Map<string, number>, name: string, milliseconds: number): void {
  sums.set(name, (sums.get(name) ?? 0) + milliseconds)
}

function nameOf({ functionName, url, lineNumber }: Frame): string {
  if (url === '') return functionName
  const file = url.includes('/node_modules/')
    ? url.slice(url.lastIndexOf('/node_modules/') + '/node_modules/'.length)
    : url.replace('file://', '').split('/').slice(-3).join('/')
  return `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`
}

const ours = /\/(core|daemons|db|dns|identity|mail)\/(?!.*\/node_modules\/)/

function originOf({ functionName, url }: Frame): string {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native functions)'
  const library = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (library !== undefined) return library
  if (url.startsWith('node:')) return url
  return ours.exec(url)?.[1] ?? url
}

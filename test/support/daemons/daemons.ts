// Real daemons of one installation under test, started as the supervisor starts them. For tests that run as root.

import { chmod, mkdir } from 'node:fs/promises'
import { writeFiles } from '#stack/apply/write-files.ts'
import type { GeneratedFile } from '#stack/generate/generated-file.ts'
import { secretFiles } from '#stack/generate/secret-files.ts'
import type { Installation } from '#stack/installation.ts'
import { makeFolders } from '#stack/machine/folders.ts'
import { makeSecrets } from '#stack/machine/secrets.ts'
import { type RunningProcess, startProcess } from '#stack/supervise/child-process.ts'
import { type LogFile, openLogFile } from '#stack/supervise/log-capture.ts'
import type { Service } from '#stack/supervise/service.ts'
import { eventually } from '../stack/eventually.ts'
import { demoInstallation } from '../stack/installation.ts'
import { claimPortRange } from '../stack/port-range.ts'
import { temporaryFolder } from '../stack/temporary-folder.ts'

type Variant = Omit<Parameters<typeof demoInstallation>[0] & object, 'state' | 'portBase'>

export interface TestDaemons extends AsyncDisposable {
  readonly installation: Installation
  /** In the place of those of the same path. */
  write(files: readonly GeneratedFile[]): Promise<void>
  /** Writes the files, starts the service and resolves when its own probe is content. */
  start(service: Service, files: readonly GeneratedFile[]): Promise<RunningProcess>
}

/** An installation with folders, ports and secrets of its own; `change` adapts it before anything is written. */
export async function layDaemons(
  variant: Variant = {},
  change = (installation: Installation) => installation,
): Promise<TestDaemons> {
  const folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const ports = await claimPortRange()
  const installation = change(demoInstallation({ ...variant, state: folder.path, portBase: ports.base }))
  const { paths, spec } = installation
  for (const path of [paths.run, paths.log, paths.data]) await mkdir(path, { recursive: true })
  await mkdir(paths.secrets, { mode: 0o711 })
  await makeSecrets(paths, secretFiles)
  const files = new Map<string, GeneratedFile>()
  const write = async (own: readonly GeneratedFile[]) => {
    for (const file of own) files.set(file.path, file)
    await writeFiles([...files.values()], paths.etc)
  }
  const running: { readonly process: RunningProcess; readonly service: Service; readonly log: LogFile }[] = []
  return {
    installation,
    write,
    start: async (service, own) => {
      await makeFolders(service.directories)
      await write(own)
      const { rotateMegabytes, keepFiles } = spec.log
      const log = openLogFile(service.name, { folder: paths.log, rotateMegabytes, keepFiles })
      const process = startProcess(service, log, Date.now())
      running.push({ process, service, log })
      const ready = async () => ((await service.probe()).kind === 'not-ready' ? null : true)
      await eventually(service.name, ready, service.startSeconds)
      return process
    },
    [Symbol.asyncDispose]: async () => {
      for (const { process, service, log } of running.reverse()) {
        process.signal(service.stopSignal)
        await process.exited
        await log.close()
      }
      await ports[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

// The image all of ours begin with.

import { join } from 'node:path'
import { command, mustSucceed } from '#stack/machine/command.ts'
import { type Engine, need } from './engine.ts'

/** `debian:trixie-slim`: what the engine has, what a registry gives, or what docker/base-image.sh makes. */
export async function bringBaseImage({ environment }: Engine, repository: string): Promise<void> {
  const image = 'debian:trixie-slim'
  if ((await command(['docker', 'image', 'inspect', image], { environment })).code === 0) return
  if ((await command(['docker', 'pull', '--quiet', image], { environment, timeoutSeconds: 180 })).code === 0)
    return
  await need(['debootstrap', '--version'])
  await mustSucceed([join(repository, 'docker/base-image.sh'), image], { environment, timeoutSeconds: 600 })
}

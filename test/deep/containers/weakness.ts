// Reads `docker inspect` and finds every right a container has beyond what the stack grants on purpose.

import { z } from 'zod'

const inspected = z.array(
  z.object({
    Name: z.string(),
    Config: z.object({ User: z.string(), Labels: z.record(z.string(), z.string()) }),
    HostConfig: z.object({
      Privileged: z.boolean(),
      ReadonlyRootfs: z.boolean(),
      CapDrop: z.array(z.string()).nullable(),
      CapAdd: z.array(z.string()).nullable(),
      SecurityOpt: z.array(z.string()).nullable(),
      Memory: z.int(),
      PidsLimit: z.int().nullable(),
    }),
  }),
)

/** Start as root: Dovecot drops rights by itself, the two one-shot steps give files to their owners. */
const startsAsRoot = new Set(['dovecot', 'setup', 'migrate'])

/** One sentence for each weakness; empty when every container is as tight as it should be. */
export function untoldWeakness(inspect: unknown): readonly string[] {
  return inspected.parse(inspect).flatMap(({ Config, HostConfig }) => {
    const service = Config.Labels['com.docker.compose.service'] ?? '?'
    const root = Config.User === '' || Config.User === 'root' || Config.User === '0'
    const found = [
      [HostConfig.Privileged, 'is privileged'],
      [!HostConfig.ReadonlyRootfs, 'may write to its root file system'],
      [HostConfig.CapDrop?.includes('ALL') !== true, 'keeps default capabilities'],
      [!root && (HostConfig.CapAdd ?? []).length > 0, 'has capabilities although it is not root'],
      [
        HostConfig.SecurityOpt?.some((option) => option.startsWith('no-new-privileges')) !== true,
        'may gain privileges',
      ],
      [HostConfig.Memory === 0, 'has no memory limit'],
      [root && !startsAsRoot.has(service), 'runs as root'],
    ] as const
    return found.filter(([weak]) => weak).map(([, what]) => `${service} ${what}`)
  })
}

import { expect, test } from 'vitest'
import { generatePostgresql } from '#stack/generate/postgresql.ts'
import { command } from '#stack/machine/command.ts'
import { makeFolders } from '#stack/machine/folders.ts'
import { createCluster, findPostgresql } from '#stack/machine/postgresql-cluster.ts'
import { postgresqlService } from '#stack/services/postgresql.ts'
import { layDaemons } from '#test/support/daemons/daemons.ts'
import { demoInstallation } from '#test/support/stack/installation.ts'

test('fresh cluster → ready for the superuser; killed → not ready, in a sentence', async () => {
  const programs = await findPostgresql(demoInstallation({ state: '/nonexistent' }).paths)
  const facts = { postgresqlBin: programs.bin, postgresqlMajor: programs.major }
  await using daemons = await layDaemons({ facts })
  const { installation } = daemons
  const service = postgresqlService(installation)
  await makeFolders(service.directories)
  await createCluster(installation.paths, programs)
  const process = await daemons.start(service, generatePostgresql(installation))
  expect(await service.probe()).toEqual({ kind: 'ready', detail: expect.stringMatching(/^PostgreSQL \d+/) })
  expect(await command(service.check ?? ['false'])).toMatchObject({ code: 0 })
  process.signal('SIGKILL')
  await process.exited
  expect(await service.probe()).toEqual({
    kind: 'not-ready',
    detail: expect.stringContaining('ECONNREFUSED'),
  })
})

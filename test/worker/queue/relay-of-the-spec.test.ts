// From the relay that an operator writes into the spec file to the server that gets the mail, by a worker in a process of its own.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { startWorkerProcess } from '#test/support/stack/worker-process.ts'
import { makeAuthority } from '#test/support/world/authority.ts'
import { fakeDns } from '#test/support/world/fake-dns.ts'
import { remoteServers } from '#test/support/world/remote-smtp.ts'

const { postgresql, owner, gateway, made } = await saulieuDatabase()

test('a relay with a password in the spec → it gets mail for every domain, under TLS, from who it knows', async () => {
  await using folder = await temporaryFolder()
  await using dns = await fakeDns()
  await using remote = await remoteServers('127.0.0.6')
  const [server] = remote.servers
  if (server === undefined) throw new Error('one was asked for')
  dns.records.set('A relay.test', [server.address])
  const authority = makeAuthority(folder.path, 'public')
  server.certificate = authority.issue('relay.test')
  const [passwordFile, authorityFile] = [join(folder.path, 'password'), join(folder.path, 'authority.pem')]
  await writeFile(passwordFile, 'mot de passe\n')
  await writeFile(authorityFile, authority.pem)

  const message = queued(made.commune, ['paul@away.test', 'anne@elsewhere.test'])
  await mailQueueStore(gateway).enqueue(message)
  const relay = {
    ...{ host: 'relay.test', port: remote.port },
    credentials: { username: 'departement', passwordFile },
  }
  await using _worker = await startWorkerProcess({
    ...{ postgresql, authority: authorityFile, ports: { unbound: dns.port } },
    spec: { mailHost: 'mail.cotedor.test', delivery: { relay } },
  })
  await eventually('both', () => (server.arrived.length === 2 ? true : null), 40)

  const arrived = server.arrived.toSorted((a, b) => a.recipients.join().localeCompare(b.recipients.join()))
  const known = { servername: 'relay.test', helo: 'mail.cotedor.test' }
  expect(arrived).toMatchObject([
    { recipients: ['anne@elsewhere.test'], ...known },
    { recipients: ['paul@away.test'], ...known },
  ])
  const response = Buffer.from('\0departement\0mot de passe').toString('base64')
  expect(server.said).toContain(`AUTH PLAIN ${response}`)
  expect(dns.asked.filter((question) => question.startsWith('MX '))).toEqual([])
  const traced = await eventually('the trace', async () => {
    const { rows } = await owner.pool.query(
      `select recipient, taken_by ->> 'host' as host, taken_by ->> 'tls' as tls from trace
       where queue_id = $1 and outcome = 'sent' order by recipient`,
      [message.queueId],
    )
    return rows.length === 2 ? rows : null
  })
  expect(traced).toEqual([
    { recipient: 'anne@elsewhere.test', host: 'relay.test', tls: 'TLSv1.3 verified' },
    { recipient: 'paul@away.test', host: 'relay.test', tls: 'TLSv1.3 verified' },
  ])
})

// The tables of the panel as files; those of communes, mailboxes, people and the audit log stand in the tests of these.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { parisMinute } from '#admin/api/http/paris-time.ts'
import type { Browser } from '#test/support/admin/admin.ts'
import { semurDomain, startTwoCommunes, type TwoCommunes } from '#test/support/admin/two-communes.ts'
import { claire, mairie, saulieu } from '#test/support/database/commune.ts'
import { hold, putTrace } from '#test/support/database/held.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
  const { commune } = two.admin.saulieu
  const made = [
    ['aliases', { localPart: 'contact', domain: saulieu, targets: [mairie, claire] }],
    ['lists', { localPart: 'elus', domain: saulieu, name: '=élus', members: [claire], senders: 'members' }],
  ] as const
  for (const [table, body] of made)
    expect((await two.manager.ask(`POST /communes/${commune}/${table}`, { body })).status).toBe(201)
})
afterAll(() => two[Symbol.asyncDispose]())

/** The lines without the byte order mark, the header first. */
async function file(browser: Browser, path: string): Promise<readonly string[]> {
  const answer = await browser.ask(`GET ${path}`)
  const text = await answer.text()
  expect([answer.status, answer.headers.get('content-type')], text).toEqual([200, 'text/csv; charset=utf-8'])
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="[a-z-]+-\d{4}-\d\d-\d\d\.csv"/,
  )
  return text.trim().split('\r\n')
}

test('aliases → where each leads; of another commune → the header alone', async () => {
  const [header, ...lines] = await file(two.manager, '/aliases/export?search=contact')
  expect(header).toBe('adresse;commune;cibles;cree_le')
  expect(lines).toEqual([expect.stringContaining(`contact@${saulieu};Saulieu;${claire} ${mairie};20`)])
  expect(await file(two.stranger, '/aliases/export')).toHaveLength(1)
})

test('lists → members counted, a name that begins a formula told to be text', async () => {
  const lines = await file(two.manager, `/lists/export?target=${claire}`)
  expect(lines[0]).toBe('adresse;nom;commune;membres;qui_peut_ecrire;creee_le')
  expect(lines.slice(1)).toEqual([expect.stringContaining(`elus@${saulieu};'=élus;Saulieu;1;les membres;20`)])
  expect((await two.manager.ask('GET /lists/export?target=nobody')).status).toBe(422)
})

test('domains of the département, narrowed by name → those alone', async () => {
  const lines = await file(two.administrator, '/domains/export?search=semur')
  expect(lines.slice(1)).toEqual([expect.stringContaining(`${semurDomain};Semur-en-Auxois;;;2;0;0;;20`)])
  expect((await file(two.administrator, '/domains/export')).length).toBeGreaterThan(2)
})

test('forwards to inside and to outside → a line each; of one mailbox → its own', async () => {
  const { commune, personal, mairie: shared } = two.admin.saulieu
  await two.owner.pool.query('insert into forward (mailbox_id, commune_id, target) values ($1, $2, $3)', [
    ...[personal, commune, mairie],
  ])
  await two.owner.pool.query(
    `insert into external_forward (mailbox_id, commune_id, target, reason, until)
     values ($1, $2, 'mairie@away.test', '@congés', '2030-01-02T03:04:05Z')`,
    [shared, commune],
  )
  const [header, ...lines] = await file(two.manager, '/forwards/export')
  expect(header).toBe('boite;commune;cible;sorte;garde_copie;motif;jusqu_au;cree_le')
  expect(lines).toEqual([
    expect.stringContaining(`${claire};Saulieu;${mairie};interne;oui;;;20`),
    expect.stringContaining(`${mairie};Saulieu;mairie@away.test;externe;oui;'@congés;2030-01-02 04:04;20`),
  ])
  expect(await file(two.auditor, `/forwards/export?mailbox=${shared}`)).toHaveLength(2)
  expect(await file(two.stranger, `/forwards/export?commune=${commune}`)).toHaveLength(1)
})

test('sign-ins, more than one page of the file → every one once, newest first', async () => {
  await two.owner.pool.query('delete from sign_in')
  await two.owner.pool.query(
    `insert into sign_in (at, commune_id, login, protocol, client, outcome, device)
     select '2026-01-01T00:00:00Z'::timestamptz + interval '1 second' * n, $1, 'u' || n || '@x.test', 'imap',
       '192.0.2.1', 'refused', '' from generate_series(1, 1001) n`,
    [two.admin.saulieu.commune],
  )
  const [header, ...lines] = await file(two.manager, '/sign-ins/export?outcome=refused')
  expect(header).toMatch(/^date;identifiant;personne;commune;resultat;par;/)
  expect(lines).toHaveLength(1001)
  expect(new Set(lines).size).toBe(1001)
  expect(lines[0]).toBe('2026-01-01 01:16;u1001@x.test;;Saulieu;refusée;lecture;;;192.0.2.1')
  expect(await file(two.manager, '/sign-ins/export?outcome=accepted')).toHaveLength(1)
  expect((await two.manager.ask('GET /sign-ins/export?network=1.2')).status).toBe(422)
})

test('the trace with the filter of the search → those rows, without a subject', async () => {
  const { commune } = two.admin.saulieu
  const found = await putTrace(two.owner, { commune, recipient: mairie, reversePath: '+marie@away.test' })
  await putTrace(two.owner, { commune, recipient: claire })
  const [header, ...lines] = await file(two.manager, `/traces/export?address=${mairie}`)
  expect(header).toBe(
    'date;reference;expediteur;domaine_affiche;boite;adresse_ecrite;commune;devenu;motif (code);octets;serveur_distant',
  )
  expect(lines).toEqual([
    `${parisMinute(found.at)};${found.queueId};'+marie@away.test;away.test;${mairie};;Saulieu;remis;clean;4096;`,
  ])
  expect(await file(two.stranger, '/traces/export')).toHaveLength(1)
  expect((await two.manager.ask('GET /traces/export?address=nobody')).status).toBe(422)
})

test('sent → the mail host that took it, as the last cell', async () => {
  const { commune } = two.admin.saulieu
  const recipient = 'paul@away.test'
  const sent = { commune, recipient, outcome: 'sent', reason: 'remote-accepted' } as const
  await putTrace(two.owner, sent, { host: 'mx1.away.test', address: '192.0.2.25', tls: 'TLSv1.3 dane' })
  const [, ...lines] = await file(two.manager, `/traces/export?address=${recipient}`)
  expect(lines).toEqual([expect.stringMatching(/;Saulieu;parti;remote-accepted;4096;mx1\.away\.test$/)])
})

test('held mail → who wrote to whom and why, and nothing of what it says', async () => {
  const { commune, mairie: mailbox } = two.admin.saulieu
  const queueId = await hold(two.owner, { for: [{ recipient: mairie, commune, mailbox }] })
  const [header, ...lines] = await file(two.manager, '/held/export?dangerous=true')
  expect(header).toContain(
    'retenu_le;reference;auteur;expediteur;destinataires;commune;motif (code);constats (code);dangereux;score;',
  )
  expect(lines).toEqual([
    expect.stringContaining(
      `;${queueId};sgc@finances.test;;${mairie};Saulieu;suspicion;look-alike-domain;oui;`,
    ),
  ])
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d;/)
  expect(lines.join()).not.toContain('RIB')
  expect(await file(two.stranger, '/held/export')).toHaveLength(1)
})

test('device passwords → who uses each for which mailbox, and no secret', async () => {
  const { commune, person, personal } = two.admin.saulieu
  await two.owner.pool.query(
    `insert into app_password (commune_id, person_id, mailbox_id, selector, hash, label, imap, smtp)
     values ($1, $2, $3, 'abcdefgh', '{SSHA512}AAAA', '-Téléphone', true, false)`,
    [commune, person, personal],
  )
  const [, ...lines] = await file(two.manager, '/app-passwords/export')
  expect(lines).toEqual([
    expect.stringContaining(`'-Téléphone;Claire Garnier;${claire};${claire};Saulieu;oui;non;;20`),
  ])
  expect(lines.join()).not.toMatch(/abcdefgh|SSHA512/)
  expect(await file(two.manager, '/app-passwords/export?unused=true')).toHaveLength(1)
})

test('what is held against guessing → for the département; a commune’s manager → refused', async () => {
  await two.owner.pool.query(
    `insert into security_event (at, kind, network, facts) values
     (now(), 'sending-limit', '192.0.2.0/24', '{"mailbox": "=1+1"}'),
     (now() - interval '1 minute', 'password-guessing', '192.0.2.1', '{"login": "-a", "failures": 10, "closedMinutes": 15}'),
     (now() - interval '2 minutes', 'smuggling-attempt', '192.0.2.1', '{"manner": "false-end-of-data"}')`,
  )
  await two.owner.pool.query(
    "insert into blocked_network (network, until, logins) values ('192.0.2.7', now() + interval '1 hour', 9)",
  )
  await two.owner.pool.query(
    "insert into alert (kind, subject, commune_id, facts) values ('password-guessing', $1, $2, $3)",
    [claire, two.admin.saulieu.commune, { failures: 10, network: '192.0.2.7', closedMinutes: 15 }],
  )
  const [, ...events] = await file(two.auditor, '/security-events/export?network=192.0.2.1')
  expect(events).toEqual([
    expect.stringContaining(";sending-limit;192.0.2.0/24;;;;;;;;'=1+1"),
    expect.stringContaining(";password-guessing;192.0.2.1;'-a;10;;15;;;;"),
    expect.stringContaining(';smuggling-attempt;192.0.2.1;;;;;;;fausse fin de message;'),
  ])
  expect((await file(two.auditor, '/blocks/export')).slice(1)).toEqual([
    expect.stringContaining(';192.0.2.7;9;20'),
  ])
  expect((await file(two.auditor, '/alerts/export?seen=false')).slice(1)).toEqual([
    expect.stringContaining(`password-guessing;${claire};Saulieu;;;;10;;;192.0.2.7;15;1;20`),
  ])
  expect(await file(two.auditor, '/alerts/export?seen=true')).toHaveLength(1)
  for (const table of ['security-events', 'blocks', 'alerts'])
    expect([table, (await two.manager.ask(`GET /${table}/export`)).status]).toEqual([table, 403])
})

test('rules about senders and protected names → the commune’s own and the département’s, not another’s', async () => {
  const { commune } = two.admin.saulieu
  const made = [
    ['sender-rules', { commune, kind: 'domain', value: 'away.test', effect: 'deny', note: '=1+1' }],
    ['protected-names', { commune, name: 'Hélène Garnier', knownAddresses: ['helene@away.test'] }],
  ] as const
  for (const [table, body] of made)
    expect((await two.manager.ask(`POST /${table}`, { body })).status).toBe(201)
  expect((await file(two.manager, '/sender-rules/export?effect=deny')).slice(1)).toEqual([
    expect.stringContaining("away.test;domaine;refusé;'=1+1;Saulieu;20"),
  ])
  expect((await file(two.manager, '/protected-names/export')).slice(1)).toEqual([
    expect.stringContaining('Hélène Garnier;helene@away.test;Saulieu;20'),
  ])
  for (const table of ['sender-rules', 'protected-names'])
    expect(await file(two.stranger, `/${table}/export`)).toHaveLength(1)
})

test('the team and keys of programs → for the département’s team; nothing that opens anything', async () => {
  const made = await two.administrator.ask('POST /api-keys', {
    body: { name: '=Annuaire', commune: null, permissions: ['read:commune'], expiresInDays: 30 },
  })
  expect(made.status).toBe(201)
  const { key, selector } = (await made.json()) as { key: string; selector: string }
  const [teamHeader, ...team] = await file(two.auditor, '/team/export')
  expect(teamHeader).toBe('nom;adresse;role;active;second_facteur;derniere_connexion;suspendue_le;creee_le')
  expect(team).toContainEqual(expect.stringContaining(`;${two.administrator.email};administration;oui;`))
  expect(team.join()).not.toContain(two.manager.email)
  const [keyHeader, ...keys] = await file(two.auditor, '/api-keys/export')
  expect(keyHeader).toBe(
    'nom;debut_de_la_cle;portee;droits (code);etat;cree_par;creee_le;expire_le;dernier_usage;revoquee_le',
  )
  expect(keys).toEqual([
    expect.stringContaining(
      `'=Annuaire;${selector};toutes les communes;read:commune;active;${two.administrator.email};20`,
    ),
  ])
  expect(keys.join()).not.toContain(key.split('.')[1])
  for (const table of ['team', 'api-keys'])
    expect([table, (await two.manager.ask(`GET /${table}/export`)).status]).toEqual([table, 403])
})

test('trusted networks → for the département alone', async () => {
  const body = { network: '198.51.100.0/24', note: '+fibre de la mairie' }
  expect((await two.administrator.ask('POST /trusted-networks', { body })).status).toBe(201)
  const [header, ...lines] = await file(two.auditor, '/trusted-networks/export')
  expect(header).toBe('reseau;note;ajoute_le')
  expect(lines).toEqual([expect.stringContaining("198.51.100.0/24;'+fibre de la mairie;20")])
  expect((await two.manager.ask('GET /trusted-networks/export')).status).toBe(403)
})

test('who opens a mailbox → its owner and whoever was let in; of another commune’s mailbox → not found', async () => {
  const { personal, mairie: shared, person } = two.admin.saulieu
  const until = '2099-01-02T03:04:05.000Z'
  const given = await two.manager.ask(`PUT /mailboxes/${shared}/access/${person}`, {
    body: { role: 'send', until },
  })
  expect(given.status).toBe(200)
  const [header, ...lines] = await file(two.manager, `/mailboxes/${shared}/access/export`)
  expect(header).toBe('boite;personne;adresse;commune;droit;etat;a_partir_du;jusqu_au')
  expect(lines).toContainEqual(
    expect.stringMatching(
      new RegExp(
        `^${mairie};Claire Garnier;${claire};Saulieu;"lire, classer et écrire";en cours;20.*;2099-01-02 04:04$`,
      ),
    ),
  )
  const own = (await file(two.auditor, `/mailboxes/${personal}/access/export`)).slice(1)
  expect(own).toContain(`${claire};Claire Garnier;${claire};Saulieu;titulaire;en cours;;`)
  expect((await two.stranger.ask(`GET /mailboxes/${shared}/access/export`)).status).toBe(404)
})

test('nothing here was a bug of the server', () => {
  expect(two.admin.complaints).toEqual([])
})

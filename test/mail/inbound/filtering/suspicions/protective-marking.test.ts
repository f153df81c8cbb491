import { expect, test } from 'vitest'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import { protectiveMarking } from '#mail/inbound/filtering/suspicions/protective-marking.ts'

const file = (name: string) => ({ name, declared: 'application/pdf', detected: 'pdf', bytes: 9, marks: [] })

test.each([
  ['a subject', { subject: '[Diffusion restreinte] Plan communal' }, 'restricted'],
  ['a line of its own', { text: 'Bonjour,\nDIFFUSION RESTREINTE\nPlan de crise.' }, 'restricted'],
  ['the name of a file', { attachments: [file('plan_DIFFUSION_RESTREINTE.pdf')] }, 'restricted'],
  [
    '« Spécial France », written with accents apart',
    { text: 'SPÉCIAL FRANCE'.normalize('NFD') },
    'restricted',
  ],
  ['a secret', { subject: 'SECRET DÉFENSE' }, 'classified'],
  ['a secret of others', { subject: 'CONFIDENTIEL OTAN' }, 'classified'],
  ['capitals on a line of their own', { text: 'Bonjour,\n*** SECRET ***\nPlan.' }, 'classified'],
  ['both', { subject: 'Diffusion restreinte', text: 'TRÈS SECRET\nTexte' }, 'classified'],
])('a mark in %s → said', (_, seen, resembles) => {
  expect(protectiveMarking({ ...nothingObserved, ...seen })).toEqual({
    mark: 'protective-marking',
    resembles,
  })
})

test.each([
  [
    'a sentence about it',
    { text: 'La note en diffusion restreinte est à retirer au secrétariat de la préfecture.' },
  ],
  ['« Confidentiel », as below much mail', { text: 'CONFIDENTIEL\nCe message est destiné à vous seul.' }],
  ['a ballot', { subject: 'Vote à bulletin secret' }],
  ['a ballot in short', { subject: 'Scrutin : secret' }],
  ['the key of an interface', { text: 'Identifiant\nabc\nSecret :\nq8' }],
  ['nothing', {}],
])('%s → nothing', (_, seen) => {
  expect(protectiveMarking({ ...nothingObserved, ...seen })).toBeNull()
})

import { describe, expect, test } from 'vitest'
import { borrowedName } from '#mail/inbound/filtering/suspicions/borrowed-name.ts'

const around = {
  policy: {
    name: 'Saulieu',
    protectedNames: [
      { name: 'Claire Garnier', knownAddresses: ['claire.garnier@orange.fr'] },
      { name: 'Jean-Marc Guillot', knownAddresses: [] },
      { name: 'Hélène Maître', knownAddresses: [] },
      { name: 'Jean de La Tour', knownAddresses: [] },
    ],
  },
  departmentName: 'Côte-d’Or',
  hostedDomains: new Set(['mairie-saulieu.fr']),
  trustedDomains: ['cotedor.fr'],
}
const stranger = {
  ...{ address: 'x@gmail.com', domain: 'gmail.com' },
  ...{ proven: true, authenticated: true, ours: false },
}
const judge = (name: string, changes: Partial<typeof stranger> & { readonly known?: boolean } = {}) => {
  const { known = false, ...author } = changes
  return borrowedName({ author: { ...stranger, ...author }, name, known }, around)
}
const resembled = (name: string) => judge(name)?.resembles ?? null

describe('a person', () => {
  test.each([
    'Claire Garnier',
    'claire garnier',
    'GARNIER Claire',
    'GARNIER, Claire',
    'Garnier Claire',
    'Mme Claire Garnier',
    'Claire GARNIER (Maire)',
    'Claire Garnier - Maire de Saulieu',
    'Madame le Maire Claire Garnier',
    'C. Garnier',
    'Garnier C.',
    'Сlаirе Gаrniеr',
    'Claire Gαrnier',
    'C​l​a​i​r​e Garnier',
    'Claire Garniier',
    'Claire Garneir',
    'Cliare Garnier',
    'Clarie Garnier',
    'Cla1re Garn1er',
    '𝐂𝐥𝐚𝐢𝐫𝐞 𝐆𝐚𝐫𝐧𝐢𝐞𝐫',
    'ClaireGarnier',
    'Claire.Garnier',
    'Claire Garnier (perso)',
  ])('%s → Claire Garnier', (name) => expect(resembled(name)).toBe('Claire Garnier'))

  test.each([
    ['Jean Marc Guillot', 'Jean-Marc Guillot'],
    ['J.-M. Guillot', 'Jean-Marc Guillot'],
    ['JM Guillot', 'Jean-Marc Guillot'],
    ['GUILLOT Jean-Marc', 'Jean-Marc Guillot'],
    ['Jeean-Marc Guillot', 'Jean-Marc Guillot'],
    ['J. de La Tour', 'Jean de La Tour'],
    ['Helene Maitre', 'Hélène Maître'],
    ['MAITRE Hélène, adjointe', 'Hélène Maître'],
    ['Jean Delatour', 'Jean de La Tour'],
    ['DE LA TOUR Jean', 'Jean de La Tour'],
    ['Jean de la Tour', 'Jean de La Tour'],
  ])('%s → %s', (name, expected) => expect(resembled(name)).toBe(expected))

  test.each([
    '',
    'Saulieu',
    'Garnier',
    'Claire',
    'M. et Mme Garnier',
    'Famille Garnier',
    'Clara Garnier',
    'Claire Garnier-Perrin',
    'Marc Guillot',
    'Jean Guillot',
    'Jean-Marie Guillot',
    'Jean-Luc Guillot',
    'Garage Garnier',
    'Hélène Martin',
    'Jean Latour-Maubourg',
    'Maître Dupont',
    'Clair Garnier',
  ])('%j → nobody', (name) => expect(judge(name)).toBeNull())
})

describe('an office', () => {
  test.each([
    'Mairie de Saulieu',
    'MAIRIE SAULIEU',
    'Mairie Saulieu (21)',
    'M. le Maire de Saulieu',
    'Le Maire - Saulieu',
    'Saulieu - Mairie',
    'Commune de Saulieu',
    'Ville de Saulieu',
    'Secrétariat Mairie de Saulieu',
    'Мairie de Sаulieu',
  ])('%s → Saulieu', (name) => expect(resembled(name)).toBe('Saulieu'))

  test.each([
    'Département de la Côte-d’Or',
    "Conseil départemental de la Côte d'Or",
    'Conseil Departemental Cote d’Or - Service informatique',
    'Présidence du Conseil départemental – Département Côte-d’Or',
  ])('%s → the département', (name) => expect(resembled(name)).toBe('Côte-d’Or'))

  test.each([
    'École de Saulieu',
    'Gendarmerie de Saulieu',
    'Office de tourisme de Saulieu',
    'Mairie de Nolay',
    'Mairie de Saulieu-sur-Arroux',
    'Mairie',
    'Le Maire',
    'Préfecture de la Côte-d’Or',
    'Chambre d’agriculture de Côte-d’Or',
    'Association des maires de Côte-d’Or',
  ])('%s → nobody', (name) => expect(judge(name)).toBeNull())
})

describe('an address in the name', () => {
  test.each([
    'maire@mairie-saulieu.fr',
    'Le maire <maire@mairie-saulieu.fr>',
    'claire.garnier@orange.fr',
    'aides@cotedor.fr',
  ])('%s above another address → borrowed, known or not', (name) => {
    expect(judge(name)?.mark).toBe('borrowed-name')
    expect(judge(name, { known: true })?.mark).toBe('borrowed-name')
  })
  test('one that is nobody’s here, or the author’s own → nothing', () => {
    expect(judge('info@liste.test')).toBeNull()
    expect(judge('x@gmail.com')).toBeNull()
  })
})

describe('in the name of somebody', () => {
  test('via a program → as it is; via anything from a free mailbox → borrowed', () => {
    const program = { address: 'no-reply@doodle.test', domain: 'doodle.test' }
    expect(judge('Claire Garnier via Doodle', program)).toBeNull()
    expect(judge('Claire Garnier via messagerie')?.resembles).toBe('Claire Garnier')
  })
})

describe('who may bear the name', () => {
  test('our own people and listed addresses → nothing', () => {
    expect(judge('Claire Garnier', { ours: true })).toBeNull()
    expect(judge('Claire Garnier', { address: 'claire.garnier@orange.fr' })).toBeNull()
    expect(judge('Mairie de Saulieu', { address: 'claire.garnier@orange.fr' })).toBeNull()
  })
  test('a listed address that nothing proves, whatever name it bears → the address is borrowed', () => {
    const forged = { address: 'claire.garnier@orange.fr', proven: false, authenticated: false }
    for (const name of ['Claire Garnier', 'Mairie de Saulieu', 'CG', ''])
      for (const known of [true, false])
        expect(judge(name, { ...forged, known })).toEqual({
          mark: 'borrowed-name',
          resembles: 'claire.garnier@orange.fr',
        })
  })
  test('a listed address of a domain without a policy, where SPF or a signature passed → nothing', () => {
    const honest = { address: 'claire.garnier@orange.fr', proven: false, authenticated: true }
    expect(judge('Claire Garnier', honest)).toBeNull()
  })
  test('wrote before and proven → a namesake; wrote before but unproven → borrowed', () => {
    expect(judge('Claire Garnier', { known: true })).toEqual({
      mark: 'namesake',
      resembles: 'Claire Garnier',
    })
    expect(judge('Claire Garnier', { known: true, proven: false })?.mark).toBe('borrowed-name')
  })
})

import { domainToASCII } from 'node:url'
import { describe, expect, test } from 'vitest'
import { lookAlikeDomain } from '#mail/inbound/filtering/suspicions/look-alike-domain.ts'
import { isRealCommune } from '#mail/inbound/filtering/suspicions/real-communes.ts'

const around = {
  hostedDomains: new Set([
    'mairie-saulieu.fr',
    'mairie-sauliou.fr',
    'mairie-nolay.fr',
    'beurey-bauguay.fr',
    'vitteaux.fr',
    'la-chaume.fr',
    'villedieu.fr',
    'saint-seine.collectivite.fr',
    'athee.fr',
    'urcy.fr',
    'ury.fr',
    'lux.fr',
  ]),
  trustedDomains: [
    'impots.gouv.fr',
    'dgfip.finances.gouv.fr',
    'urssaf.fr',
    'caf.fr',
    'ameli.fr',
    'laposte.fr',
    'ants.gouv.fr',
    'msa.fr',
  ],
  isRealCommune,
}
const resembled = (domain: string) => lookAlikeDomain(domainToASCII(domain), around)?.resembles ?? null

describe('passes for a hosted domain', () => {
  test.each([
    ['mairie-saulieu.com', 'another ending'],
    ['mairie-saulieu.net', 'another ending'],
    ['mairie-saulieu.fr.com', 'another ending'],
    ['mairiesaulieu.fr', 'no hyphen'],
    ['mairie--saulieu.fr', 'two hyphens'],
    ['mairie-sau-lieu.fr', 'a hyphen more'],
    ['mairie-saulieux.fr', 'a letter more'],
    ['mairie-sauliu.fr', 'a letter less'],
    ['mairie-sauleiu.fr', 'letters swapped'],
    ['marie-saulieu.fr', 'a letter less in the office'],
    ['mairie-sau1ieu.fr', 'a figure'],
    ['mairie-sauIieu.fr', 'a capital i'],
    ['mairie-ѕaulieu.fr', 'Cyrillic'],
    ['mairie-sаulіеu.fr', 'several Cyrillic'],
    ['mairie-saulíeu.fr', 'an accent'],
    ['rnairie-saulieu.fr', 'r and n'],
    ['mairie-saulieu.fr.evil.test', 'the whole name within another'],
    ['mairie-saulieu-fr.com', 'the whole name with a hyphen'],
    ['www.mairie-saulieu.com', 'a name below'],
    ['secure-mairie-saulieu.fr', 'a word before'],
    ['mairie-saulieu-officiel.com', 'a word after'],
    ['ville-saulieu.fr', 'another office of the same place'],
    ['saulieu-mairie.fr', 'turned round'],
    ['lamairie-saulieu.com', 'with an article'],
    ['mairie21-saulieu.fr', 'with the number of the département'],
    ['saulieu.mairie.info', 'in labels'],
    ['mairie-saulieu.fr.net', 'another ending that is sold by somebody'],
    ['www-mairie-saulieu.fr', 'www and a hyphen'],
    ['wwwmairie-saulieu.fr', 'www without its dot'],
    ['www2-mairie-saulieu.com', 'www with a figure, another ending'],
    ['www-mairie-saulieu-fr.com', 'www and the ending, with hyphens'],
  ])('%s (%s)', (domain) => expect(resembled(domain)).toBe('mairie-saulieu.fr'))

  test('a mairie of a place that is hosted under its bare name', () => {
    expect(resembled('mairie-vitteaux.com')).toBe('vitteaux.fr')
    expect(resembled('vitteaux.net')).toBe('vitteaux.fr')
    expect(resembled('vitteaux-mairie.com')).toBe('vitteaux.fr')
    expect(resembled('la-chaume-mairie.com')).toBe('la-chaume.fr')
    expect(resembled('mairie-villedieu.org')).toBe('villedieu.fr')
    expect(resembled('mairie-lux.com')).toBe('lux.fr')
  })

  test.each<[string, string | null, string]>([
    ['ahtee.fr', 'athee.fr', 'letters swapped'],
    ['attee.fr', null, 'another letter: somebody’s name'],
    ['atthee.fr', 'athee.fr', 'a letter twice'],
    ['athe.fr', 'athee.fr', 'two letters alike written once'],
    ['urcy.com', 'urcy.fr', 'another ending of a commune’s name'],
    ['urсy.fr', 'urcy.fr', 'Cyrillic'],
    ['lúx.fr', 'lux.fr', 'an accent'],
    ['viteaux.com', 'vitteaux.fr', 'mistyped and another ending of a long name'],
  ])('a short name: %s → %s (%s)', (domain, expected) => expect(resembled(domain)).toBe(expected))
})

describe('passes for a trusted domain', () => {
  test.each([
    ['impots-gouv.fr', 'impots.gouv.fr'],
    ['impots.gouv.fr.info-dossier.com', 'impots.gouv.fr'],
    ['impots.gouv-fr.com', 'impots.gouv.fr'],
    ['dgfip-finances-gouv.fr', 'dgfip.finances.gouv.fr'],
    ['urssaf.com', 'urssaf.fr'],
    ['ursaf.fr', 'urssaf.fr'],
    ['arneli.fr', 'ameli.fr'],
    ['lap0ste.fr', 'laposte.fr'],
    ['impot.gouv-fr.com', 'gouv.fr'],
    ['sante-gouv.fr', 'gouv.fr'],
    ['www-gouv.fr', 'gouv.fr'],
    ['wwwgouv.fr', 'gouv.fr'],
    ['antai.www-gouv.fr', 'gouv.fr'],
    ['impots-gouv.com', 'impots.gouv.fr'],
    ['www-impots-gouv.net', 'impots.gouv.fr'],
    ['gouv-impots.org', 'impots.gouv.fr'],
    ['dgfip-gouv.com', 'dgfip.finances.gouv.fr'],
    ['www-dgfip-gouv-portail.info', 'dgfip.finances.gouv.fr'],
    ['dgfip-finances-gouv.eu', 'dgfip.finances.gouv.fr'],
    ['ants-gouv.com', 'ants.gouv.fr'],
    ['ants-gouv-connexion.com', 'ants.gouv.fr'],
    ['justice-gouv.com', 'gouv.fr'],
    ['www-justice-gouv-login.net', 'gouv.fr'],
    ['mail.justice-gouv.com', 'gouv.fr'],
    ['www-urssaf.com', 'urssaf.fr'],
    ['urssaf-fr.org', 'urssaf.fr'],
    ['www-caf.fr', 'caf.fr'],
    ['www-caf-fr.com', 'caf.fr'],
    ['c4f.fr', 'caf.fr'],
    ['cаf.fr', 'caf.fr'],
    ['m5a.fr', 'msa.fr'],
    ['amlei.fr', 'ameli.fr'],
    ['amelli.fr', 'ameli.fr'],
    ['ursaf.com', 'urssaf.fr'],
  ])('%s → %s', (domain, expected) => expect(resembled(domain)).toBe(expected))
})

describe('nobody', () => {
  test.each([
    ['mairie-saulieu.fr', 'hosted itself'],
    ['mairie-sauliou.fr', 'a hosted neighbour one letter away'],
    ['mail.mairie-saulieu.fr', 'below a hosted domain'],
    ['cfspro.impots.gouv.fr', 'below a trusted domain'],
    ['laposte.net', 'free mail of a trusted firm'],
    ['cote-dor.gouv.fr', 'the State alone registers there'],
    ['mairie-molay.fr', 'a real commune of the Jura, one letter away'],
    ['saint-seine-labbaye.collectivite.fr', 'registered under the same name'],
    ['saulieu.fr', 'the place alone may be anybody'],
    ['tourisme-saulieu.fr', 'not an office'],
    ['mairie-saulon-la-rue.fr', 'another commune'],
    ['caf.com', 'too short to be one firm'],
    ['decaf.fr', 'not at a label'],
    ['gouvernance-formation.fr', 'not at a label either'],
    ['vitaux.fr', 'two letters away'],
    ['ury.fr', 'a hosted neighbour one letter away, both short'],
    ['urcy.fr', 'the other one'],
    ['lus.fr', 'another short name'],
    ['lux-associations.fr', 'an association of a short place'],
    ['fetes-urcy.fr', 'likewise'],
    ['tourisme-athee.com', 'likewise'],
    ['amis-de-vitteaux.org', 'likewise'],
    ['bathee.fr', 'a letter more that is somebody’s name'],
    ['cafe.fr', 'a letter more of a short name'],
    ['cap.fr', 'another letter of a short name'],
    ['rnsa.fr', 'letters that only look alike, of a short name'],
    ['msa.com', 'too short to be one firm'],
    ['ants.com', 'likewise, without the State'],
    ['amelie.fr', 'a first name'],
    ['amélie.fr', 'likewise, with its accent'],
    ['e-gouv.com', 'software for governments'],
    ['impots.gouvernance.org', 'not the word'],
    ['sante-gouv.bj', 'another country’s government'],
    ['tresor-gouv.com.ci', 'another country’s government, under an ending of two labels'],
    ['budget.gouv.ci', 'likewise'],
    ['wwf.fr', 'begins nearly like an address line'],
    ['www.fr', 'nothing behind it'],
    ['gmail.com', 'free mail'],
    ['', 'no domain'],
    ['localhost', 'no suffix'],
  ])('%j (%s)', (domain) => expect(resembled(domain)).toBeNull())
})

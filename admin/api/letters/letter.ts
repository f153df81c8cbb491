// What a letter says, line by line. Pure, and the only place where its words stand; how it looks is drawn elsewhere.
// U+202F and U+00A0 stand where French printing has them.

import { enumerated, ofPlace, typographic } from './french-names.ts'

export interface Place {
  readonly name: string
  /** INSEE’s code of the article (TNCC). */
  readonly liaison: number
}

export interface Sender {
  readonly department: Place
  readonly phone: string | null
  readonly address: { readonly street: string; readonly postcode: string; readonly city: string } | null
}

export interface LetterFacts {
  readonly sender: Sender
  readonly recipient: {
    readonly name: string
    readonly email: string
    readonly isManager: boolean
    readonly postcode: string | null
  }
  /** The recipient’s own, then those where they open a mailbox as well. */
  readonly communes: readonly [Place, ...Place[]]
  /** Who printed it. */
  readonly followedBy: string
  /** Groups with dashes between them. */
  readonly code: string
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** Where the code is entered, without it: `https://admin.cotedor.fr/premiere-visite`. */
  readonly visit: string
}

/** A piece of a line; `strong` in semi-bold. */
export interface Piece {
  readonly text: string
  readonly strong?: true
}

export interface Letter {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly references: readonly (readonly [string, string])[]
  readonly place: string
  readonly subject: string
  readonly salutation: string
  readonly opening: readonly (readonly Piece[])[]
  readonly steps: readonly (readonly Piece[])[]
  /** Groups of the code, shown under the second step. */
  readonly code: readonly string[]
  /** Leads to the same place, with the code. */
  readonly link: string
  readonly closing: readonly string[]
  readonly signature: readonly string[]
  readonly footer: string
  readonly postmark: {
    readonly top: string
    readonly lines: readonly [string, string, string]
    readonly bottom: string
  }
}

const shownCommunes = 3

export function letterOf(facts: LetterFacts): Letter {
  const { sender, recipient, communes, followedBy } = facts
  const [own] = communes
  const department = `Département ${ofPlace(sender.department)}`
  const places = communesIn(communes)
  const { address, phone } = sender
  const day = longDay(facts.issuedAt)
  return {
    from: [
      department,
      'Service du courrier des communes',
      ...(address === null ? [] : [`${address.street}, ${address.postcode} ${address.city}`]),
      ...(phone === null ? [] : [phone]),
    ],
    to: [
      recipient.name,
      ...(recipient.isManager ? ['Responsable de la messagerie'] : []),
      `Mairie ${ofPlace(own)}`,
      `${recipient.postcode ?? ''} ${postal(own.name)}`.trim(),
    ],
    references: [
      ['Affaire suivie par', followedBy],
      ...(phone === null ? [] : [['Votre support', phone] as const]),
    ],
    place: address === null ? `Le ${day}` : `${address.city}, le ${day}`,
    subject: `Objet\u00a0: ouverture de votre messagerie, ${places}`,
    salutation: 'Madame, Monsieur,',
    opening: [
      [
        {
          text: `Votre messagerie est prête. Elle est tenue par le Département, en France, pour ${communes.length > 1 ? 'les' : 'la'} ${places}.${oneAccess(communes.length)}`,
        },
      ],
      [
        { text: 'Votre adresse est ' },
        { text: recipient.email, strong: true },
        { text: '. Pour ouvrir votre accès, il vous faut cette lettre et une dizaine de minutes.' },
      ],
    ],
    steps: [
      [
        { text: 'Ouvrez ' },
        { text: facts.visit.replace(/^https?:\/\//, ''), strong: true },
        { text: ', ou photographiez le carré avec votre téléphone.' },
      ],
      [{ text: 'Recopiez votre code d’activation\u00a0:' }],
      [{ text: 'Choisissez votre façon de vous identifier. L’écran vous guide.' }],
    ],
    code: facts.code.split('-'),
    link: `${facts.visit}#${facts.code}`,
    closing: [
      `Ce code ne sert qu’une fois. Il est valable jusqu’au ${longDay(facts.expiresAt)}, et remplace celui de toute lettre plus ancienne. Ne le donnez à personne, pas même à nous\u00a0: aucun agent du Département ne vous le demandera, ni par téléphone ni par message.`,
      `Votre ancienne adresse continue de fonctionner.${phone === null ? '' : ` En cas de difficulté, appelez le ${phone.replaceAll(' ', '\u00a0')}.`}`,
      'Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération distinguée.',
    ],
    signature: ['Pour le Département,', followedBy],
    footer: `Vos données\u00a0: nom, adresse de messagerie et commune, pour ouvrir cet accès. Délégué à la protection des données\u00a0: ${department}${address === null ? '' : `, ${address.postcode} ${address.city}`}.`,
    postmark: {
      top: 'VAGUEMESTRE',
      lines: [
        (address?.city ?? 'Courrier').toUpperCase().slice(0, 12),
        shortDay(facts.issuedAt),
        yearOnly.format(facts.issuedAt),
      ],
      bottom: typographic(sender.department.name).toUpperCase().slice(0, 18),
    },
  }
}

/** « commune de Puits », « communes de Puits et de Roilly »; long lists are cut short. */
function communesIn(communes: readonly Place[]): string {
  const shown = communes.slice(0, shownCommunes).map(ofPlace)
  const rest = communes.length - shown.length
  const named = rest === 0 ? shown : [...shown, rest === 1 ? 'd’une autre' : `de ${rest} autres`]
  return `commune${communes.length > 1 ? 's' : ''} ${enumerated(named)}`
}

const oneAccess = (communes: number): string =>
  communes === 1
    ? ''
    : ` Un seul accès vous suffit pour ${communes === 2 ? 'les deux' : 'toutes les'} mairies.`

/** As the post wants the last line of an address (NF Z 10-011): capitals, no accent, no dash, no apostrophe. */
const postal = (name: string): string =>
  name
    .replace(/œ/gi, 'oe')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’'-]/g, ' ')
    .replace(/\bSaint(e?)\b/gi, 'ST$1')
    .toUpperCase()

const inParis = { timeZone: 'Europe/Paris' } as const
const dated = new Intl.DateTimeFormat('fr-FR', { ...inParis, month: 'long', year: 'numeric' })
const dayOfMonth = new Intl.DateTimeFormat('fr-FR', { ...inParis, day: 'numeric' })
const yearOnly = new Intl.DateTimeFormat('fr-FR', { ...inParis, year: 'numeric' })
const monthOnly = new Intl.DateTimeFormat('fr-FR', { ...inParis, month: 'short' })

const longDay = (at: Date): string => {
  const day = dayOfMonth.format(at)
  return `${day === '1' ? '1er' : day}\u00a0${dated.format(at)}`
}

const shortDay = (at: Date): string => `${dayOfMonth.format(at)} ${monthOnly.format(at).toUpperCase()}`

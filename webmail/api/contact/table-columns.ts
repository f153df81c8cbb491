// What the columns of an exported address book are, by what Google, Outlook and Thunderbird call them in English and in French. Pure.

import { plain } from '../../search/words.ts'

type Simple = 'name' | 'given' | 'middle' | 'family' | 'organisation' | 'title' | 'note'

export type Column =
  | { readonly is: Simple }
  | { readonly is: 'email' | 'phone'; readonly kind: ColumnKind; readonly of: number }
  /** Google says in a column of its own what kind the one of the same number is of. */
  | { readonly is: 'email-kind' | 'phone-kind' | 'postal-kind'; readonly of: number }
  | {
      readonly is: 'street' | 'city' | 'postcode' | 'country'
      readonly kind: ColumnKind
      readonly of: number
    }

export type ColumnKind = 'work' | 'home' | 'mobile' | 'other'

const names: readonly (readonly [RegExp, Simple])[] = [
  [/^(name|full name|display name|nom complet|nom a afficher|nom affiche|contact)$/, 'name'],
  [/^(first|given) name$|^prenom$/, 'given'],
  [/^(middle|additional) name$|^deuxieme prenom$/, 'middle'],
  [/^(last|family) name$|^surname$|^nom( de famille)?$/, 'family'],
  [/^(company|organi[sz]ation( name)?|organi[sz]ation 1 name|societe|entreprise|organisme)$/, 'organisation'],
  [/^(job title|organi[sz]ation( 1)? title|fonction|poste|profession)$/, 'title'],
  [/^(notes?|remarques?|commentaires?)$/, 'note'],
]

const email =
  /^(e-?mail|mail|courriel|adresse (e-?mail|mail|courriel|de messagerie|electronique)|adel)( (address|adresse))?( ?(\d))?( (value|valeur|address|adresse))?$/
const otherEmail: readonly (readonly [RegExp, number])[] = [
  [/^(primary email|premiere adresse electronique|adresse electronique principale)$/, 1],
  [/^(secondary email|adresse electronique secondaire)$/, 2],
]
const phone =
  /^(?:(phone|telephone|tel)(?: ?(\d))?(?: (?:value|valeur))?|.*(?:phone|telephone|\btel\b|mobile|portable|cell).*)$/
const numbered = /^(e-?mail|phone|telephone|address|adresse) (\d) (label|type|libelle)$/
const postal =
  /^(?:(?:address|adresse) (\d) )?(street|rue|city|ville|postal code|code postal|zip|country|pays)$/
const places: Readonly<Record<string, 'street' | 'city' | 'postcode' | 'country'>> = {
  ...{ street: 'street', rue: 'street', city: 'city', ville: 'city', country: 'country', pays: 'country' },
  ...{ 'postal code': 'postcode', 'code postal': 'postcode', zip: 'postcode' },
}

/** Null for a column that says nothing a card of ours holds. */
export function columnOf(header: string): Column | null {
  const name = plain(header)
    .replace(/[().:_/]+/g, ' ')
    .replace(/\s+-\s+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
  const simple = names.find(([form]) => form.test(name))
  if (simple !== undefined) return { is: simple[1] }
  const [, what = '', number] = numbered.exec(name) ?? []
  if (number !== undefined) return { is: kindColumn(what), of: Number(number) }
  const mail = email.exec(name)
  if (mail !== null) return { is: 'email', kind: 'other', of: Number(mail[6] ?? 1) }
  const second = otherEmail.find(([form]) => form.test(name))
  if (second !== undefined) return { is: 'email', kind: 'other', of: second[1] }
  return postalColumn(name) ?? phoneColumn(name)
}

const kindColumn = (what: string): 'email-kind' | 'phone-kind' | 'postal-kind' =>
  /mail/.test(what) ? 'email-kind' : /^(phone|tel)/.test(what) ? 'phone-kind' : 'postal-kind'

const fax = /fax|telex|pager|assistant|rappel|callback|teletype|telecopie/

function phoneColumn(name: string): Column | null {
  if (fax.test(name)) return null
  const found = phone.exec(name)
  return found === null ? null : { is: 'phone', kind: kindOfWord(name), of: Number(found[2] ?? 0) }
}

function postalColumn(name: string): Column | null {
  const kind = kindOfWord(name)
  const bare = name
    .replace(/\b(business|work|home|bureau|domicile|professionnelle?|personnelle?|other|autre)\b/g, ' ')
    .replace(/\bregion\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const [, number, what = ''] = postal.exec(bare) ?? []
  const is = places[what]
  return is === undefined ? null : { is, kind, of: Number(number ?? 0) }
}

/** Of a header, or of what stands in a column of kinds: `* Work`, « Bureau », « Domicile ». */
export function kindOfWord(word: string): ColumnKind {
  const name = plain(word)
  if (/mobile|portable|cell/.test(name)) return 'mobile'
  if (/work|business|bureau|profession|societe|company/.test(name)) return 'work'
  if (/home|domicile|personnel|prive/.test(name)) return 'home'
  return 'other'
}

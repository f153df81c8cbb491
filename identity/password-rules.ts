// What a main password must be: long, not one that everybody tries first, and not made of what is known about its owner
// (NIST SP 800-63B §3.1.1.2). No composition, no periodic change: both make passwords worse.

export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'too-personal'

export interface Owner {
  readonly email: string
  /** Name of the tenant. */
  readonly commune: string
}

export const shortestPassword = 12
export const longestPassword = 128
const service = 'vaguemestre'
/** Shorter words stand in too many passwords by chance. */
const shortestWord = 4

/** Null for a password that may be used. */
export async function passwordFault(password: string, owner: Owner): Promise<PasswordFault | null> {
  const length = [...password].length
  if (length < shortestPassword) return 'too-short'
  if (length > longestPassword) return 'too-long'
  if (isPersonal(password, owner)) return 'too-personal'
  return (await isCommon(password)) ? 'too-common' : null
}

/** In any case, with or without accents, spaces and dashes. */
function isPersonal(password: string, { email, commune }: Owner): boolean {
  const [local = '', domain = ''] = email.split('@')
  const words = [...local.split(/[._+-]+/), local, domain.split('.')[0] ?? '', commune, service]
  const plain = folded(password)
  return words.map(folded).some((word) => word.length >= shortestWord && plain.includes(word))
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** As it is, or with digits and signs around it: « Password2026 ! » is no better than « password ». */
async function isCommon(password: string): Promise<boolean> {
  const list = await commonPasswords()
  const lower = password.toLowerCase()
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return list.has(lower) || core === '' || list.has(core) || new Set(lower).size < 4
}

let loaded: Promise<ReadonlySet<string>> | null = null

/** Half a megabyte that most processes never need. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) =>
      new Set(dictionary['passwords-common'].map((each: string | number) => String(each).toLowerCase())),
  )
  return loaded
}

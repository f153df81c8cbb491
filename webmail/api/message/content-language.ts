// What a message is written in, as its sender says, so that it is read aloud as such.

import { fieldValue, headerFields } from '#core/message/header-fields.ts'

const longestField = 200

/** Of Content-Language (RFC 3282), as of BCP 47; null where it says nothing, several languages, or none that there is. */
export function contentLanguage(fields: Buffer): string | null {
  const field = headerFields(fields).find(({ name }) => name === 'content-language')
  const said = field === undefined ? '' : fieldValue(fields, field).trim()
  if (said.length > longestField) return null
  try {
    const [language, ...others] = Intl.getCanonicalLocales(said.split(',').map((each) => each.trim()))
    return language === undefined || others.length > 0 ? null : language
  } catch {
    return null
  }
}

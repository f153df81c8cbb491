// An invoice as a file. Who supplies a public body has had to use Chorus Pro since 2020 (ordonnance 2014-697), so that an
// invoice by mail is either a habit or a fraud.

import type { Observation } from '#daemons/rspamd/observation.ts'
import type { UnquotedText } from './unquoted-text.ts'

export function bringsInvoice(observation: Observation, { whole }: UnquotedText): boolean {
  if (chorus.test(whole) || settled.test(whole)) return false
  const names = documentsOf(observation)
  if (names.some((name) => fileOfInvoice.test(name) && !otherPaper.test(name))) return true
  return names.length > 0 && attached.test(whole) && !names.some((name) => otherPaper.test(name))
}

/** Whether there is a document, and in names or text a word for an invoice. */
export const mayBringInvoice = (observation: Observation, words: string): boolean => {
  const names = documentsOf(observation)
  return names.length > 0 && (invoice.test(words) || names.some((name) => fileOfInvoice.test(name)))
}

/** Their names. */
const documentsOf = ({ attachments }: Observation): readonly string[] =>
  attachments
    .filter(
      ({ name, declared, detected }) =>
        declared === 'application/pdf' || detected === 'pdf' || /\.(?:pdf|docx?|zip|html?)$/i.test(name),
    )
    .map(({ name }) => name)

const invoice = /\b(?:factures?|invoice)\b/
const chorus = /\bchorus\b|\bportail public de facturation\b/
const fileOfInvoice = /factur|invoice|(?:^|[^a-z])(?:fa|fac|inv)[-_ ]?\d{3,}/i
/** "Veuillez trouver ci-joint notre facture", "la facture jointe". */
const attached =
  /\b(?:trouver|trouverez|joint\w*|joins|adress\w+|envoi\w*|transmet\w*|remets|remettons|renvoi\w*|voici)\b.{0,60}\b(?:factures?|invoice)\b|\bfactures?\b.{0,40}\b(?:ci[- ]?joint\w*|en piece jointe|jointe)\b|\b(?:attached|enclosed)\b.{0,40}\binvoice\b|\binvoice\b.{0,40}\b(?:attached|enclosed)\b/
/** Paid already, or only spoken of. */
const settled = /\b(?:acquittee?s?|deja (?:reglee?|payee?)|pour information|proforma|pro forma)\b/
const otherPaper =
  /devis|estimat|(?:^|[^a-z])(?:rib|bon|plan|kbis)(?![a-z])|commande|rapport|proc[eè]s|contrat|bulletin|convention/i

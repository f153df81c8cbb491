// Whether a message warns of fraud: it then names everything that fraud is made of. One such word alone may be part of
// the lie ("after an attempted fraud on our account"), so several kinds of them must meet, or a plain advice.

import type { UnquotedText } from './unquoted-text.ts'

export function warnsOfFraud({ whole }: UnquotedText): boolean {
  if (verdict.test(whole)) return true
  const kinds = signs.filter((sign) => sign.test(whole)).length
  return kinds >= 2
}

/** Said of another message. */
const verdict =
  /\bc'est (?:un faux|une arnaque|une escroquerie|du phishing|de l'hameconnage)|\b(?:mail|message|courriel) (?:suspect|frauduleux|douteux)\b|\bne (?:repondez|cliquez|payez|donnez)(?: surtout)? (?:pas|jamais)\b|\bne (?:communiquez|transmettez|faites|validez|modifiez) jamais\b/

const signs: readonly RegExp[] = [
  /\b(?:escroquerie|arnaque|hameconnage|phishing|fovi|cybermalveillance|cyberattaque)s?\b|\bfraudes? (?:au|aux)\b|\bfaux (?:rib|ordres?|technicien|president|conseiller)/,
  /\b(?:vigilan(?:ce|t|ts|te)|mefiez[- ]vous|mefiance|attention aux?|alertes?|sensibilis\w+|prevention|bons reflexes|bonnes pratiques)\b/,
  /\b(?:victimes?|mode operatoire|usurp\w+|se faisant passer|se font passer|malveillan\w+|escrocs?|pirates?|frauduleu\w+)\b/,
  /\b(?:contre[- ]appel\w*|signalez|portez plainte|deposer plainte|depot de plainte|rappelez (?:le|votre) (?:fournisseur|interlocuteur))\b/,
  /\bse desabonner\b|\bdesinscri\w+|\bvous etes abonne|\bne (?:souhaitez |voulez )?plus (?:nous lire|recevoir)\b|\bme desinscrire\b|\bgerer mes preferences\b|\bunsubscribe\b/,
]

/** News and courses, which speak of accounts and payments to everybody. */
export const toManyReaders =
  /\bwebinaires?\b|\bdes(?:abonn|inscri)|\bunsubscribe\b|\bplus nous lire\b|\bnewsletter\b/

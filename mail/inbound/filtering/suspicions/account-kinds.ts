// Kinds of words in letters about accounts to pay to, without accents and as they are also misspelt.

import { changeKinds } from './change-kinds.ts'
import { requestKinds } from './request-kinds.ts'
import { anyOf } from './word-kinds.ts'

/** Somebody's; `compte` alone is also a ledger's, a program's, a turn of speech. */
const compte =
  "(?:(?:notre|nos|mon|mes|ce|un|une|autre|ancien|nouveau|nouvel|meme|bon|premier|second|seul|our|my|this|another) (?:\\w+ )?(?:comptes?|accounts?)|comptes? (?:bancaire|suivant|ci-|joint|indique|mentionne|habituel|actuel|courant|ouvert|dont|que|qui|du groupe|fr\\d)|(?:sur|vers|dans) (?:le|les|un|ce|the) (?:comptes?|accounts?))\\b(?! (?:rendu|administratif|de gestion|utilisateur|fournisseur|client|usager|famille|chorus|google|microsoft|facebook|instagram|twitter|internet|en ligne chez|d'attente|d'imputation|comptable|budgetaire|personnel de formation|epargne temps))"

const people =
  '(?:collectivite|commune|mairie|tresorerie|comptable|regie|sgc|perception|ccas|usager|tiers|fournisseur|beneficiaire|agent|famille|parent|entreprise|creancier|prestataire|redevable)s?'

export const accountKinds = {
  ...changeKinds,
  ...requestKinds,
  /** An account to pay to, and nothing else. */
  account: anyOf(
    'ribs?\\b',
    'ibans?\\b',
    'bic\\b',
    '(?<!(?:carte|agence|distributeur|frai|garantie|caution)s? )ban[cq]u?aires?\\b',
    'domiciliation(?! (?:de (?:m|mme|monsieur|madame)|des? personnes?|au ccas))\\b',
    'bank(?:ing)?\\b',
    'account (?:details|number)',
    "releves? d'identite",
    '(?:coordonnees?|references?|donnees|adresse) (?:de|du|pour (?:le|les|vos|nos)) (?:pa[iy]e?ments?|reglements?|virements?|versements?)',
    'numeros? de comptes?\\b(?! de gestion)',
  ),
  /** An account, or something else of that name. */
  maybeAccount: anyOf(
    compte,
    '(?:(?:notre|ma|mon|nouvelle|autre|ancienne|de|our|new) (?:\\w+ )?(?:banque|bank)|banque (?:a|est|nous|ne|n))\\b(?! (?:alimentaire|des territoires|de france|de donnees|de materiel))',
    '(?:bnp|societe generale|lcl|cic|credit (?:agricole|mutuel|du nord|lyonnais)|banque (?:postale|populaire))\\b',
    "caisse d'epargne",
    '(?:n26|revolut|qonto|wise|shine|nickel|boursorama|boursobank|bunq|finom)\\b',
  ),
  /** ISO 13616, of any country. */
  number: /\b[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){3}/g,
  /** The author's own account. */
  ownAccount: anyOf(
    '(?:notre|nos|mon|ma|mes|our|my) (?:\\w+ ){0,3}(?:ribs?|ibans?|bic|comptes?|banque|ban[cq]u?aires?|coordonnees?|domiciliation|releve|references?|donnees|bank\\w*|accounts?)\\b',
  ),
  /** The author speaks of what is theirs, or hands something over. */
  own: anyOf(
    'notre',
    'nos\\b',
    'mon\\b',
    'mes\\b',
    'ma\\b',
    'nous\\b',
    'je\\b',
    "[jm]'",
    'on\\b',
    'voici\\b',
    'ci[- ]?joint',
    'our\\b',
    'my\\b',
    'we\\b',
  ),
  /** Papers of a file, among which an account number is no news. */
  papers: anyOf(
    'statuts\\b',
    'attestations?\\b',
    'kbis\\b',
    "(?:cartes?|pieces?) d'identite",
    'cartes? vitale',
    'diplome',
    'justificatifs?\\b',
    'budget',
    'bilan',
    'livret de famille',
    'assurance',
    'securite sociale',
    "acte d'engagement",
    'urssaf',
    'cerfa',
    'recepisse',
    'formulaire',
    'inscription',
    'casier',
    'memoire',
    'dossier\\b',
    'compte[- ]rendu',
    'nouve(?:au bureau|lle adresse)\\b',
    'liste d',
    'contrat signe',
  ),
  /** The author pays, or has paid. */
  pays: anyOf(
    "(?:je|nous) (?:vous |l'|les? )?(?:passer|pai|paier|payer|regler|viendr)(?:ai|ons)\\b",
    "(?:j'ai|avons|ai|a) (?:bien |deja |donc )?(?:regle|paye|vire|verse|effectue|fait un virement)\\b",
    'comment (?:payer|regler)\\b',
    '(?:puis-je|pouvons-nous|je (?:peux|voudrais|souhaite|prefere)|nous (?:souhaitons|voudrions)) (?:vous )?(?:payer|regler|virer|verser)\\b',
  ),
  /** The account is the reader's or another's, who is to send it; or the author was asked for it. */
  asked: anyOf(
    '(?:votre|vos|your) (?:\\w+ ){0,2}(?:ribs?|ibans?|comptes?|coordonnees|banques?|tresorerie|domiciliation|bancaires?|agence)\\b',
    `(?:ribs?|ibans?|comptes?|banque|coordonnees bancaires) (?:a jour )?(?:de|du|des|d'une?|au nom de) ?(?:la |l'|le |les |vos |votre |son |chaque |ce |cet |cette |une? )?${people}\\b`,
    '(?:verifi\\w+|confirmer|reclamer|demander|exiger|fournir|joindre|manque|manquait) (?:\\w+ ){0,2}(?:ribs?|ibans?|comptes?|coordonnees)\\b',
    'nous (?:communiquer|fournir|faire parvenir|transmettre|adresser|retourner|renvoyer|envoyer|donner|indiquer)\\b',
    '(?:comme|ainsi que|tel que) (?:demande|convenu|souhaite)',
    '(?:a|suite a|selon) votre demande\\b',
    "(?:vous|tu) (?:nous |m'|me |l')?(?:avez|as) (?:bien voulu )?(?:demande|reclame)",
    'vous (?:nous |me )?(?:demandez|reclamez)\\b',
  ),
} as const satisfies Readonly<Record<string, RegExp>>

// Kinds of words in letters that press for a payment or a purchase, without accents and as they are also misspelt.

import { evasionKinds } from './evasion-kinds.ts'
import { anyOf } from './word-kinds.ts'

const money =
  '(?<!\\b(?:justificatif|preuve|avis|date|delais?|moyens?|modes?|conditions?|facilites|attestation|certificat|centre|avis) (?:de|du|des) )(?:virements?(?! de credits?)|pa[iy]e?ments?|reglements?(?! (?:interieur|general|sanitaire|local|europeen|de la salle))|transferts? (?:de fonds|du montant|de la somme|bancaire|d.argent|instantane|international)|acomptes?|fonds(?! (?:vert|de roulement|europeens|de concours))|sommes?(?! (?:nous|alle|a la))|depenses?|western union|bitcoins?|crypto\\w*|wire|payment|transfer)\\b'
/** Who has them done. */
const act =
  '(?:fai(?:re|s|tes)|effectu\\w+|pass(?:er|ez)|prepar\\w+|lanc(?:er|ez|e)|execut\\w+|emett\\w+|proced\\w+|valid(?:er|ez|e)|autoris(?:er|ez)|debloqu\\w+|initi(?:er|ez)|honor\\w+|trait(?:er|ez)|envoy(?:er|ez)|envoie|besoin|demande|faut|charge\\w*|occup\\w+)'
const asking =
  "(?<!vous |nous |on |se )(?:peux|peut|pouvez|pourrais|pourriez|pourrez|voulez)\\b|(?:es|etes?|as|avez|serais|seriez)[- ](?:tu|vous)\\b|besoin\\b|faut\\b|faudrait\\b|je (?:te|vous) (?:demande|charge|confie|prie)\\b|merci d|veuill|svp\\b|s'il (?:te|vous) plait|compte sur (?:toi|vous)\\b|(?:mission|tache|faveur|petit service)\\b|please\\b|need\\b|(?:can|could|would) you\\b"

/** Verbs and things that no other search for money knows. */
export const moreMoney =
  /\b(?:(?:vire|verse|paye|debloque)[rz]\b|paie[sz]?\b|depenses?\b|fonds\b|western union|gift cards?|(?:transcash|neosurf|toneo|paysafe\w*|pcs|itunes)\b|bons? d'achats?|payez)/

export const pressureKinds = {
  ...evasionKinds,
  /** Somebody is asked to make money leave, not merely told of money. */
  demand: anyOf(
    `${act} (?:\\S+ ){0,5}${money}`,
    `${money} (?:\\S+ ){0,6}(?:a (?:faire|effectuer|regler|payer|virer|verser|executer|valider|traiter|passer)|doi(?:t|vent) (?:\\w+ )?(?:partir|etre|parvenir|passer)|est (?:necessaire|attendu|urgent|requis))\\b`,
    `(?:${asking})\\S* (?:\\S+ ){0,6}(?:regler|payer|virer|verser|debloquer|avancer|transferer)\\b`,
    '(?:regle|paye|vire|verse|debloque|transfere)z\\b',
    'pay(?:ee?|er) d.avance',
    '(?:deplac|transfer|mett)(?:er|ez|re) (?:\\S+ ){0,4}(?:fonds|solde|argent|avoirs)\\b',
    '(?:vire|verse|paie|paye|regle|avance|transfere|debloque)(?:s|-(?:moi|lui|leur|les?|la))\\b',
    '(?:paying|pay|transfer|send|release|process|make|making|arrange) (?:\\S+ ){0,4}(?:wire|payment|transfer|funds|money|invoice|now|today)\\b',
  ),
  /** Verbs by which it leaves: without one or a word for money there is no demand. */
  outgoing: anyOf(
    'vir(?:er|ez|es?)\\b',
    'vers(?:er|ez|es?)\\b',
    'pa[iy]',
    'regl',
    'debloq',
    'avanc',
    'transf',
    'deplac',
    'mett',
    'send\\b',
    'arrange',
    'release',
    'process',
  ),
  /** Money, however it comes into the letter. */
  money: anyOf(money),
  request: anyOf(
    asking,
    'doi(?:t|vent)\\b',
    '(?:achete|envoye|prenez|procure|recupere|valide|lance|connecte)[rsz]?\\b',
    '(?:achat|fai(?:s|tes)|prend(?:s|re)|envoie)\\b',
    'necessaire',
  ),
  /** What can be bought in a shop and spent from afar. */
  voucher: anyOf(
    '(?:cartes?|coupons?|recharges?|tickets?|codes?) (?:\\w+ ){0,2}(?:cadeaux?|fnac|sephora|zalando|playstation|xbox|roblox|spotify|vanilla|razer|google|play|pcs|steam|itunes|apple|neosurf|transcash|toneo|amazon|paysafe\\w*|prepayees?|mastercard)',
    "bons? d'achats?",
    '(?:pcs|neosurf|transcash|toneo|paysafe\\w*|google play)\\b',
    'gift cards?',
  ),
  /** Those that are as good as cash to whoever holds the number. */
  cash: anyOf('pcs\\b', 'neosurf', 'transcash', 'toneo', 'paysafe', 'itunes', 'google play', 'steam'),
  /** Its number is sent on. */
  code: anyOf('codes?\\b', 'photo', 'gratt', 'scratch', 'scann', '(?:le|les) numeros?\\b', 'pictures?\\b'),
  /** A payment that is said to be none. */
  pretence: anyOf(
    'tests?\\b',
    'essais?\\b',
    'fictif',
    'fictive',
    'simul',
    '(?:sera|seront|etre) (?:annule|restitue|recredite|rembourse)',
  ),
  guide: anyOf(
    'technicien',
    'ingenieur',
    'votre conseiller',
    'assistance',
    'support\\b',
    'prendr\\w+ la main',
    'a distance',
    'teamviewer',
    'anydesk',
    'guide[erz]',
  ),
  credential: anyOf(
    'identifiants?\\b',
    'mots? de passe',
    'codes?\\b',
    'cles?(?: de signature| bancaire)\\b',
    'votre cle\\b',
    'valide[rz]\\b',
    'certificat',
  ),
  alarm: anyOf('suspect', 'attaque', 'menac', 'fraud', 'intrusion', 'pirat', "a l'abri", 'proteg'),
  operation: anyOf(
    'virements?\\b',
    'operations?\\b',
    '(?:vos|votre|le|les) comptes?\\b',
    'pa[iy]e?ments?\\b',
    'fonds\\b',
    'ordres? de',
  ),
} as const satisfies Readonly<Record<string, RegExp>>

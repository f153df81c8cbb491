// The words in which somebody says that an account is another one than before, and the sentences they make.

const account =
  '(?:rib|iban|coordonnees (?:bancaires|de (?:paiement|reglement|virement))|(?:references|donnees|informations|details) (?:bancaires|de (?:paiement|reglement|virement))|domiciliation|releve d.identite bancaire|banque|(?:etablissement|organisme|partenaire) bancaire|comptes? (?:bancaires?|courant)|bank(?:ing)? (?:account|details)|account details)'
/** Minutes and reports are `comptes rendus`. */
export const plainAccount = `(?:${account}|comptes?(?![- ](?:rendu|administratif)))`
/** What is closed or void; a bank that shuts an office is neither. */
const closable = '(?:rib|iban|coordonnees|domiciliation|comptes?(?![- ](?:rendu|administratif)))'
/** Without one of these no sentence asks to pay to another account. */
export const accountOrClaim = new RegExp(
  `\\b(?:${plainAccount}|dessus|affactur|factor|cessionnaire|cessions? de|dailly|creances?|subrog|liberatoire|exclusion|recouvrement|facturation|encaiss|maison mere|filiale|holding)|[a-z](?:rib|iban)\\b`,
)
/** What else is a `compte`: of a program, of a ledger. */
const otherCompte =
  "(?: (?:d'imputation|comptable|budgetaire|utilisateur|client|usager|famille|chorus|twitter|\\d)|[- ]rendu)"
export const change =
  '(?:nouve(?:au|aux|l|lle|lles)|change(?:r|s|nt|ment|ments|e|es|ons)?|chang(?:eons|ee|ees)|modifi\\w*|actualis\\w*|mis(?:e|es)? a jour|mettre a jour|remplac\\w*|rectifi\\w*|corrig\\w*|substitu\\w*|evolu\\w*|updated?|changed|new)'
export const ended =
  "(?:bloque|ferme|cloture|cloturee?|resilie|suspendu|gele|inactif|desactive|closed|en cours de (?:cloture|fermeture|migration)|n'existe plus|n'est plus (?:le meme|la meme|valable|valide|actif|utilise|a utiliser|en service)|ne (?:doit|doivent) plus (?:etre )?utilise\\w*|ne plus (?:l')?utiliser|a ne plus utiliser|plus d'actualite|obsolete|caduc)"
const fromNow =
  "(?:desormais|dorenavant|a present|maintenant|a l'avenir|a partir (?:de|du|d')|a compter (?:de|du|d')|des (?:aujourd'hui|maintenant|reception)|exclusivement|uniquement|from now on)"
export const paying =
  '(?:regl\\w*|pai(?:e|ement|ements)|paye[rz]?|vers(?:er|ez|ement|ements)|vir(?:er|ez|ement|ements)|mandat(?:er|ement|s)?|payments?|pay|creances?)'
const own =
  "(?:notre|nos|mon|ma|mes|nous|je|j'|voici|ci[- ]joint\\w*|ci[- ]dessous|suivante?s?|veuillez|merci|prion[st]|pri(?:e|ons)|svp|please|our|my|kindly)"

/** Of what stands on paper. */
const wrong = '(?:faux|fausses?|errone\\w*|incorrecte?s?|perime\\w*)'

export const changesOfAccount: readonly RegExp[] = [
  // A title: "Nouveau RIB", "Changement de domiciliation bancaire", "RIB mis à jour".
  new RegExp(
    `^(?:\\W*[\\w' ]{0,30}[:-] ?)?(?:\\w+ )?${change}(?: (?:de|du|des|notre|nos|vos|d'))*[ ']{0,2}${account}(?: .{0,40})?$`,
  ),
  new RegExp(`^${account}(?: \\w+){0,2} ${change}(?: .{0,30})?$`),
  // "Nous avons changé de banque", "nos coordonnées bancaires ont été modifiées", "prendre en compte le nouveau RIB".
  new RegExp(`\\b${own}\\b.{0,80}\\b${change}\\b.{0,60}\\b${account}\\b`),
  new RegExp(`\\b${own}\\b.{0,60}\\b${account}\\b.{0,40}\\b${change}\\b`),
  new RegExp(`\\b${change}\\b.{0,40}\\b${account}\\b.{0,120}\\b${own}\\b`),
  // "Notre compte est bloqué", "l’ancien RIB n’est plus valable".
  new RegExp(
    `\\b(?:notre|nos|mon|ancienn?e?s?|precedente?s?|ce|habituel)\\b.{0,40}\\b${closable}\\b.{0,40}\\b${ended}`,
  ),
  new RegExp(`\\b${closable}\\b.{0,40}\\b(?:habituel|ancien|precedent)\\b.{0,30}\\b${ended}`),
  new RegExp(`\\bancien(?:ne|nes|s)? ${closable}\\b.{0,20}\\b${ended}`),
  new RegExp(
    `\\bne plus (?:effectuer|faire|envoyer|adresser|utiliser)\\b.{0,60}\\b(?:${plainAccount}|dessus)\\b`,
  ),
  // "Vos paiements doivent désormais être effectués sur le compte suivant".
  new RegExp(
    `\\b${fromNow}.{0,100}\\b${paying}\\b.{0,60}\\b(?:sur|au|vers|a)\\b.{0,30}\\b${plainAccount}\\b`,
  ),
  new RegExp(`\\b${paying}\\b.{0,80}\\b${fromNow}.{0,80}\\b(?:sur|au|vers)\\b.{0,30}\\b${plainAccount}\\b`),
  new RegExp(
    `\\b${fromNow}.{0,40}\\b(?:utilis\\w+|enregistr\\w+|prendre en compte)\\b.{0,30}\\b${plainAccount}\\b`,
  ),
  // "Notre société a ouvert un compte dans une autre banque", "vos paiements sur notre nouveau compte".
  new RegExp(
    `\\b${own}\\b.{0,60}\\bcomptes?\\b.{0,40}\\b(?:autre|nouvel|nouvelle) (?:etablissement|banque)\\b`,
  ),
  new RegExp(
    `\\b${paying}\\b.{0,60}\\b(?:notre|nos|mon|mes|le|ce) nouve(?:au|aux) comptes?\\b(?!${otherCompte})`,
  ),
  new RegExp(`\\b(?:notre|nos|mon|mes) nouve(?:au|aux) comptes?\\b(?!${otherCompte}).{0,80}\\b${paying}\\b`),
  new RegExp(`\\bchangements? de comptes?\\b(?!${otherCompte})`),
  /\btransfere\w* (?:notre|nos|mon|mes) comptes?\b/,
  // "Merci d’utiliser le RIB joint pour la facture", "je vous renvoie le bon RIB".
  new RegExp(
    `\\butiliser\\b.{0,12}\\b${account}\\b.{0,20}\\b(?:joint|ci[- ]|annexe|suivant).{0,40}\\b(?:factures?|${paying})\\b`,
  ),
  new RegExp(
    `\\b(?:voici|renvoie|envoie|transmets|adresse|joins|joint) (?:le|la|les) bon(?:ne|s|nes)? ${account}\\b`,
  ),
  new RegExp(`\\b(?:notre|nos|mon|mes)\\b.{0,10}\\b${account}\\b.{0,10}\\ba jour\\b`),
  // "Nous quittons notre banque", "nous ne travaillons plus avec le Crédit du Nord".
  /\bnous\b.{0,20}\b(?:quitt\w+|ne travaillons plus (?:avec|chez)|avons (?:rejoint|migre|bascule)\w*)\b.{0,40}\b(?:banque|bancaire|credit|caisse)\b/,
  // "Vos règlements devront parvenir sur notre compte", "tout paiement sera fait au bénéfice de notre maison mère".
  new RegExp(
    `\\b${paying}\\b.{0,30}\\b(?:devra|devront|doit|doivent)\\b.{0,40}\\b(?:sur|vers|au) (?:notre|nos) ${plainAccount}\\b`,
  ),
  new RegExp(
    `\\b${paying}\\b.{0,80}\\b(?:au benefice|en faveur|au profit|aupres) (?:de |du |d').{0,20}\\b(?:maison mere|filiale|holding)\\b`,
  ),
  /\b(?:maintenant|desormais|a present)\b.{0,60}\bqui encaisse\b/,
  // "Il faut payer sur le compte de la holding désormais", "merci de le refaire sur le compte ci-dessous".
  new RegExp(`\\b${paying}\\b.{0,30}\\b(?:sur|vers) (?:le|notre) ${plainAccount}\\b.{0,40}\\b${fromNow}`),
  new RegExp(
    `\\b(?:refaire|renvoyer|reemettre|relancer)\\b.{0,30}\\b(?:sur|vers) (?:le|ce|notre) ${plainAccount}\\b`,
  ),
  // "Je vous transmets un autre RIB", "l’IBAN se termine par 418 et non plus par 072".
  new RegExp(`\\b(?:je|nous|voici|ci-joint)\\b.{0,40}\\bun autre (?:rib|iban|compte)\\b(?!${otherCompte})`),
  /\b(?:rib|iban|comptes?)\b.{0,60}\b(?:et non plus|au lieu d|et plus celui)\b/,
  // "Réglez directement la société, dont le RIB figure en annexe".
  new RegExp(`\\b${paying}\\b.{0,60}\\bdont (?:le |l'|les )${account}\\b`),
  /\b(?:sous-trait\w+|confi(?:e|ons|ee)|delegu\w+|externalis\w+) (?:notre|nos|le|la gestion de (?:notre|nos)) (?:recouvrement|creances?|facturation|encaissements?)\b/,
  // "Le RIB imprimé sur nos factures est faux".
  new RegExp(`\\b${account}\\b.{0,40}\\b(?:notre|nos)\\b.{0,30}\\b${wrong}\\b`),
  new RegExp(`\\b(?:notre|nos) ${account}\\b.{0,40}\\b${wrong}\\b`),
  // Receivables sold to another.
  /\b(?:affacturage|affactureur|factoring|factor|cessionnaire|dailly)\b/,
  /\bcreances?\b.{0,40}\bced(?:e|ee|ees|es|er)\b|\bcessions? de creances?\b|\bsubrog\w+\b.{0,60}\b(?:creances?|factures?|paiements?)\b|\bpaiements?\b.{0,30}\bliberatoire/,
  /\b(?:paiements?|reglements?|virements?)\b.{0,60}\ba l'exclusion de tout autre\b/,
]

// Words of signing in that are the same wherever one does, in French.

import type { firstAccess } from '../first-visit/fr.ts'
import { plural } from '../format/plural.ts'
import type { Refusal } from './authenticate.ts'

export const signingIn = {
  continue: 'Continuer',
  back: 'Retour',
  change: 'Changer',
  or: 'ou',
  show: 'Afficher le mot de passe',
  hide: 'Masquer le mot de passe',
  steps: {
    address: 'Votre adresse',
    confirm: 'Confirmez que c’est vous',
    passkeyHint: 'Avec l’empreinte, le visage ou le code de votre appareil.',
    usePasskey: 'Utiliser ma clé d’accès',
    password: 'Mot de passe',
    passwordMissing: 'Écrivez votre mot de passe.',
    code: 'Code de votre application',
    codeHint: 'Ouvrez votre application de codes et recopiez les 6 chiffres.',
    codeLabel: 'Code à 6 chiffres',
    useRecovery: 'Utiliser un code de secours',
    useApplication: 'Utiliser mon application de codes',
    recovery: 'Code de secours',
    recoveryHint: 'Un des codes imprimés à votre première visite. Chacun ne sert qu’une fois.',
    lostPhone: 'Téléphone perdu ?',
    lostCodes: 'Plus aucun code ?',
  },
  refusals: {
    'wrong-password': 'Cette adresse et ce mot de passe ne vont pas ensemble.',
    'wrong-code': 'Ce code n’est pas le bon. Un nouveau s’affiche toutes les 30 s.',
    'wrong-recovery-code': 'Ce code de secours n’est pas le bon, ou il a déjà servi.',
    'too-late': 'Vous avez attendu trop longtemps. Recommencez avec votre mot de passe.',
    'passkey-required': 'Ce compte s’ouvre avec sa clé d’accès. Utilisez-la pour continuer.',
    'factor-required': 'Un second facteur existe déjà. Identifiez-vous d’abord avec lui.',
    'not-fresh':
      'Vous êtes connecté depuis plus d’un quart d’heure. Identifiez-vous à nouveau pour continuer.',
    'passkey-refused': 'La clé d’accès n’a pas été acceptée. Réessayez, ou utilisez le mot de passe.',
    'passkey-unverified':
      'Cette clé n’a demandé ni code, ni empreinte, ni visage : n’importe qui pourrait s’en servir. Donnez-lui un code PIN dans les réglages de l’appareil, ou prenez une autre clé d’accès.',
    away: 'Le service ne répond pas pour le moment. Réessayez dans un instant.',
    failed: 'Cela n’a pas abouti. Réessayez.',
  } satisfies Readonly<Record<Exclude<Refusal['code'], 'blocked'>, string>>,
  blocked: (minutes: number) =>
    plural('fr', minutes, {
      one: 'Trop d’essais. Réessayez dans 1 minute.',
      other: `Trop d’essais. Réessayez dans ${minutes} minutes.`,
    }),
}

/** With those that each client says in its own way. */
export interface SignInWords extends Omit<typeof signingIn, 'steps'>, Readonly<typeof firstAccess> {
  readonly language: 'fr' | 'en'
  readonly signIn: typeof signingIn.steps & {
    readonly title: string
    readonly document: string
    readonly addressMissing: string
    /** The button that ends it: « Ouvrir l’administration ». */
    readonly open: string
    readonly forgotten: string
  }
}

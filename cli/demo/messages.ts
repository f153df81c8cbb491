// What the demonstration's correspondent writes: one message of each kind that our filters tell apart.

import { domainOf, type EmailAddress } from '#core/address/email-address.ts'
import { demoCommunes } from './communes.ts'
import { type DemoMessage, senderDomain } from './sender.ts'
import { eicar, gtube } from './test-strings.ts'

export const demoKinds = ['ordinary', 'virus', 'spam', 'spoof', 'impersonation', 'new-rib'] as const
export type DemoKind = (typeof demoKinds)[number]

export function demoMessage(kind: DemoKind, to: EmailAddress): DemoMessage {
  switch (kind) {
    case 'ordinary':
      return {
        to,
        subject: 'Devis pour la toiture de la salle des fêtes',
        text: 'Bonjour,\n\nVoici notre proposition pour la réfection de la toiture.\nNous restons à votre disposition.\n\nClaire Fournier\n',
        authentic: true,
      }
    case 'virus':
      return {
        to,
        subject: 'Facture',
        text: 'Veuillez trouver la facture en pièce jointe.\n',
        attachment: { filename: 'facture.com', content: eicar },
        authentic: true,
      }
    case 'spam':
      return { to, subject: 'Offre', text: `${gtube}\n`, authentic: true }
    case 'spoof':
      return {
        to,
        subject: 'Changement de RIB',
        text: 'Merci de noter notre nouveau RIB.\n',
        authentic: false,
      }
    case 'impersonation':
      return {
        to,
        from: { name: mayorOf(to), address: `direction.4512@${senderDomain}` },
        subject: 'Disponible ?',
        text: 'Bonjour,\n\nÊtes-vous disponible ? J’ai besoin d’un service, je ne peux pas téléphoner.\n\nEnvoyé de mon téléphone\n',
        authentic: true,
      }
    case 'new-rib':
      return {
        to,
        subject: 'Mise à jour de nos coordonnées bancaires',
        text: 'Bonjour,\n\nNous avons changé de banque. Merci d’adresser désormais vos règlements à notre nouveau compte :\nIBAN LT12 1000 0111 0100 1000\n\nClaire Fournier\nService comptabilité\n',
        authentic: true,
      }
  }
}

/** Of the commune that receives it; of the first one when the address is of none. */
function mayorOf(to: EmailAddress): string {
  const commune = demoCommunes.find(({ domain }) => domain === domainOf(to)) ?? demoCommunes[0]
  return commune?.people.find(({ office }) => office === 'mayor')?.name ?? ''
}

// How the service is, in French: what each part does for people rather than what it is.

import { plural } from '#ui/format/plural.ts'
import { fullStop } from '#ui/format/sentence.ts'

export const status = {
  title: 'État du service',
  lead: 'Chaque élément est interrogé plusieurs fois par minute : en marche veut dire qu’il a répondu.',
  overall: {
    healthy: () => 'Tout fonctionne.',
    degraded: (count: number) =>
      plural('fr', count, {
        one: 'Un élément ne va pas bien.',
        other: `${count} éléments ne vont pas bien.`,
      }),
    failed: (count: number) =>
      plural('fr', count, { one: 'Un élément est en panne.', other: `${count} éléments sont en panne.` }),
    unprotected: () => 'Aucun virus réel n’est reconnu : l’antivirus n’a que des signatures d’essai.',
    starting: (count: number) =>
      plural('fr', count, { one: 'Un élément démarre.', other: `${count} éléments démarrent.` }),
    unknown: () => 'L’état du service n’est pas connu.',
    unsure: () => 'Rien de nouveau n’arrive : ce qui suit est peut-être dépassé.',
  },
  checkedAt: (when: string) => fullStop(`Dernier contrôle : ${when}`),
  neverChecked: 'Le dernier relevé est trop ancien pour dire comment va le service. Prévenez l’exploitant.',
  processes: 'Vaguemestre',
  daemons: 'Logiciels sur lesquels il s’appuie',
  noReport: 'Aucun relevé.',
  since: (duration: string) => `depuis ${duration}`,
  detail: 'Ce que dit le serveur',
  onlyTestSignatures: 'Signatures d’essai seulement : aucun virus réel n’est reconnu.',
  states: {
    starting: 'Démarre',
    healthy: 'En marche',
    degraded: 'Répond mal',
    stopped: 'Arrêté',
    failed: 'En panne',
    unknown: 'Inconnu',
  },
  todo: {
    starting: 'Rien à faire : quelques secondes à une minute suffisent.',
    healthy: null,
    degraded: 'Il se remet souvent seul. S’il reste ainsi plus de cinq minutes, prévenez l’exploitant.',
    stopped: 'Prévenez l’exploitant. Le courrier entrant attend chez ses expéditeurs, rien n’est perdu.',
    failed: 'Prévenez l’exploitant. Le courrier entrant attend chez ses expéditeurs, rien n’est perdu.',
    unknown: 'Personne ne l’a interrogé récemment. Prévenez l’exploitant si cela dure.',
  },
  services: {
    gateway: { name: 'Passerelle', does: 'Reçoit et contrôle le courrier' },
    worker: { name: 'Tâches de fond', does: 'Ouvre les boîtes, libère, relance, nettoie' },
    admin: { name: 'Administration', does: 'Ce panneau' },
    webmail: { name: 'Webmail', does: 'La messagerie dans le navigateur' },
    postgresql: { name: 'PostgreSQL', does: 'Garde l’annuaire, les files et le journal' },
    redis: { name: 'Redis', does: 'Mémoire du filtre antispam' },
    unbound: { name: 'Unbound', does: 'Trouve et vérifie les domaines' },
    knot: { name: 'Knot', does: 'Publie les domaines des communes' },
    clamd: { name: 'ClamAV', does: 'Cherche les virus' },
    freshclam: { name: 'Mises à jour de ClamAV', does: 'Tient les signatures à jour' },
    rspamd: { name: 'Rspamd', does: 'Note les indésirables' },
    dovecot: { name: 'Dovecot', does: 'Garde et sert les boîtes' },
  } as Readonly<Record<string, { readonly name: string; readonly does: string }>>,
  kept: 'Courrier en garde',
  waiting: 'En attente d’un nouvel essai',
  held: 'En quarantaine',
  amount: (count: number, size: string) =>
    plural('fr', count, {
      zero: 'aucun message',
      one: `${count} message, ${size}`,
      other: `${count} messages, ${size}`,
    }),
  keptText: 'Ce courrier est accepté et n’est encore dans aucune boîte. Il survit à un arrêt de la machine.',
}

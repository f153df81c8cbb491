// Every screen of the panel: its address, its place in the menu, what it takes to open it, and where its code is, which is
// loaded when it is first opened.

import {
  DoorOpen,
  Gauge,
  Hourglass,
  KeyRound,
  Landmark,
  LayoutList,
  type LucideIcon,
  Mailbox,
  Route,
  ScrollText,
  Send,
  ShieldAlert,
  ShieldCheck,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import type { Permission } from '../../contract/all.ts'
import type { Words } from '../words/fr.ts'

export interface Screen {
  readonly name: keyof Words['frame']['screens']
  /** A pattern of wouter; what comes after `*` is the screen's own. */
  readonly pattern: string
  readonly href: string
  readonly icon: LucideIcon
  readonly permission: Permission | 'self'
  /** Left out: at the top, without a heading. */
  readonly group?: keyof Words['frame']['groups']
  readonly Content: ComponentType
}

const later = (load: () => Promise<ComponentType>): ComponentType =>
  lazy(async () => ({ default: await load() }))

export const screens: readonly Screen[] = [
  {
    name: 'toDo',
    pattern: '/',
    href: '/',
    icon: LayoutList,
    permission: 'read:commune',
    Content: later(async () => (await import('../screens/to-do/to-do-screen.tsx')).ToDoScreen),
  },
  {
    name: 'communes',
    pattern: '/communes/*?',
    href: '/communes',
    icon: Landmark,
    permission: 'read:commune',
    group: 'communes',
    Content: later(async () => (await import('../screens/communes/communes-screen.tsx')).CommunesScreen),
  },
  {
    name: 'welcome',
    pattern: '/accueil/*?',
    href: '/accueil',
    icon: DoorOpen,
    permission: 'welcome:commune',
    group: 'communes',
    Content: later(async () => (await import('../screens/welcome/welcome-screen.tsx')).WelcomeScreen),
  },
  {
    name: 'mailboxes',
    pattern: '/boites/*?',
    href: '/boites',
    icon: Mailbox,
    permission: 'read:mailbox',
    group: 'communes',
    Content: later(async () => (await import('../screens/mailboxes/mailboxes-screen.tsx')).MailboxesScreen),
  },
  {
    name: 'persons',
    pattern: '/personnes/*?',
    href: '/personnes',
    icon: UsersRound,
    permission: 'read:person',
    group: 'communes',
    Content: later(async () => (await import('../screens/persons/persons-screen.tsx')).PersonsScreen),
  },
  {
    name: 'held',
    pattern: '/quarantaine/*?',
    href: '/quarantaine',
    icon: ShieldAlert,
    permission: 'read:held',
    group: 'messages',
    Content: later(async () => (await import('../screens/held/held-screen.tsx')).HeldScreen),
  },
  {
    name: 'trace',
    pattern: '/suivi/*?',
    href: '/suivi',
    icon: Route,
    permission: 'read:trace',
    group: 'messages',
    Content: later(async () => (await import('../screens/trace/trace-search.tsx')).TraceScreen),
  },
  {
    name: 'queue',
    pattern: '/file-attente/*?',
    href: '/file-attente',
    icon: Hourglass,
    permission: 'read:queue',
    group: 'messages',
    Content: later(async () => (await import('../screens/queue/queue-screen.tsx')).QueueScreen),
  },
  {
    name: 'deliverability',
    pattern: '/delivrabilite/*?',
    href: '/delivrabilite',
    icon: Send,
    permission: 'read:deliverability',
    group: 'messages',
    Content: later(
      async () => (await import('../screens/deliverability/deliverability-screen.tsx')).DeliverabilityScreen,
    ),
  },
  {
    name: 'leaks',
    pattern: '/fuites/*?',
    href: '/fuites',
    icon: ShieldCheck,
    permission: 'read:policy',
    group: 'messages',
    Content: later(async () => (await import('../screens/leaks/leaks-screen.tsx')).LeaksScreen),
  },
  {
    name: 'security',
    pattern: '/securite/*?',
    href: '/securite',
    icon: KeyRound,
    permission: 'read:sign-in',
    group: 'control',
    Content: later(async () => (await import('../screens/security/security-screen.tsx')).SecurityScreen),
  },
  {
    name: 'journal',
    pattern: '/journal/*?',
    href: '/journal',
    icon: ScrollText,
    permission: 'read:audit',
    group: 'control',
    Content: later(async () => (await import('../screens/audit/audit-screen.tsx')).AuditScreen),
  },
  {
    name: 'team',
    pattern: '/equipe/*?',
    href: '/equipe',
    icon: Users,
    permission: 'read:team',
    group: 'control',
    Content: later(async () => (await import('../screens/team/team-screen.tsx')).TeamScreen),
  },
  {
    name: 'status',
    pattern: '/etat/*?',
    href: '/etat',
    icon: Gauge,
    permission: 'read:status',
    group: 'control',
    Content: later(async () => (await import('../screens/status/status-screen.tsx')).StatusScreen),
  },
  {
    name: 'account',
    pattern: '/compte/*?',
    href: '/compte',
    icon: UserRound,
    permission: 'self',
    Content: later(async () => (await import('../screens/account/account-screen.tsx')).AccountScreen),
  },
]

/** The screen that an address belongs to: the menu marks it. */
export function screenAt(path: string): Screen | null {
  const found = screens.filter(({ href }) =>
    href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`),
  )
  return found[0] ?? null
}

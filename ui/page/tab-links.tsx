// Views of one thing, each with an address of its own: links, so that Back works and a tab opens in a new one.

import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'react-aria-components'
import './page.css'

export interface TabLink {
  readonly href: string
  readonly label: string
  /** A state beside the word: « 3 écarts ». */
  readonly note?: ReactNode
}

export interface TabLinksProps {
  readonly label: string
  readonly tabs: readonly TabLink[]
  readonly current: string
}

export function TabLinks({ label, tabs, current }: TabLinksProps) {
  const nav = useRef<HTMLElement>(null)
  // On a narrow screen they scroll: the one that is open must be among those that are seen, when the phone is turned as well.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever another one is open.
  useEffect(() => {
    const show = () =>
      nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
    show()
    window.addEventListener('resize', show)
    return () => window.removeEventListener('resize', show)
  }, [current])
  return (
    <nav ref={nav} className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} {...(tab.href === current ? { 'aria-current': 'page' } : {})}>
          {tab.label}
          {tab.note}
        </Link>
      ))}
    </nav>
  )
}

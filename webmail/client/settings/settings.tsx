// All sections of the settings, behind tabs.

import { ExternalLink } from 'lucide-react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useIsPhone } from '../use-media.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { SectionProps } from './section-props.ts'
import { sections } from './sections.ts'
import './settings.css'

interface SettingsProps extends SectionProps {
  /** The section that is open first. */
  readonly first: string
}

export function Settings({ first, ...props }: SettingsProps) {
  const words = useAllWords()
  const phone = useIsPhone()
  return (
    <>
      <Tabs className="settings" defaultSelectedKey={first} orientation={phone ? 'horizontal' : 'vertical'}>
        <TabList aria-label={words.frame.settings} className="settings-tabs">
          {sections.map(({ id, title }) => (
            <Tab key={id} id={id} className="settings-tab">
              {title(words)}
            </Tab>
          ))}
        </TabList>
        {sections.map(({ id, Content }) => (
          <TabPanel key={id} id={id} className="settings-panel">
            <Content {...props} />
          </TabPanel>
        ))}
      </Tabs>
      <p className="settings-foot">
        {/* Its own tab: what is being written here stays. */}
        <a href="/accessibilite" target="_blank" rel="noreferrer">
          {words.entrance.accessibility} <span className="heard">{words.frame.newTab}</span>
          <ExternalLink aria-hidden className="small" />
        </a>
      </p>
    </>
  )
}

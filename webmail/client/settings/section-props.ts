// What every section of the settings is given.

export interface SectionProps {
  /** Pressed what leads away from the settings. */
  readonly onLeave: () => void
}

import { useState } from 'react'
import { type Language, languages, setLanguage, useLanguage } from '../i18n/language'
import { type Appearance, appearance, appearances, applyAppearance } from './appearance'
import { Icon } from './icon'
import { contrastIcon, globeIcon } from './icons/settings'
import { useCommonTexts } from './texts'

/** The selectors of {@link Settings}. */
export default function SettingsSelects() {
  const t = useCommonTexts()
  const current = useLanguage()
  const [look, setLook] = useState(appearance)
  return (
    <>
      <label>
        <Icon of={globeIcon} />
        <span className="unseen">{t.language}</span>
        <select value={current} onChange={event => setLanguage(event.currentTarget.value as Language)}>
          {Object.entries(languages).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <Icon of={contrastIcon} />
        <span className="unseen">{t.appearance}</span>
        <select
          value={look}
          onChange={event => {
            const next = event.currentTarget.value as Appearance
            applyAppearance(next)
            setLook(next)
          }}
        >
          {appearances.map(name => (
            <option key={name} value={name}>
              {t.appearances[name]}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

import { lazy, Suspense } from 'react'
import { Boundary } from './boundary'
import './settings.css'

// The selectors are loaded after the page, because they stand at its end.
const SettingsSelects = lazy(() => import('./settings-selects'))

/** Selectors for language and appearance, for a footer or menu. */
export const Settings = () => (
  <div className="settings">
    <Boundary part instead={null}>
      <Suspense>
        <SettingsSelects />
      </Suspense>
    </Boundary>
  </div>
)

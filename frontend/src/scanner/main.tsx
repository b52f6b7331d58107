import { Router } from 'wouter'
import { start } from '../ui/start'
import { App } from './App'
import { beReadyForOffline } from './offline'
import { resumePairing } from './pairing'
import { forgetWhatIsOver } from './store'
import { load } from './texts'

beReadyForOffline()
resumePairing()
void forgetWhatIsOver(Date.now()).catch(() => undefined)
void start(
  <Router base="/scan">
    <App />
  </Router>,
  load,
)

import { Router } from 'wouter'
import { start } from '../ui/start'
import { addProblemTexts } from '../ui/texts'
import { App } from './App'
import { beReadyForOffline } from './offline'
import { forgetWhatIsOver } from './store'
import { load, scannerTexts } from './texts'

addProblemTexts(() => scannerTexts().problems)

beReadyForOffline()
void forgetWhatIsOver(Date.now()).catch(() => undefined)
void start(
  <Router base="/scan">
    <App />
  </Router>,
  load,
)

import { Router } from 'wouter'
import { start } from '../ui/start'
import { addProblemTexts } from '../ui/texts'
import { App } from './App'
import { consoleTexts, load } from './texts'

addProblemTexts(() => consoleTexts().problems)

void start(
  <Router base="/console">
    <App />
  </Router>,
  load,
)

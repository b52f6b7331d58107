import { Router } from 'wouter'
import { Queries } from '../ui/queries'
import { start } from '../ui/start'
import { addProblemTexts } from '../ui/texts'
import { App } from './App'
import { consoleTexts, load } from './texts'

addProblemTexts(() => consoleTexts().problems)

void start(
  <Router base="/console">
    <Queries>
      <App />
    </Queries>
  </Router>,
  load,
)

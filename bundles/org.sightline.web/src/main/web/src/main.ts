import './styles/tokens.css';
import './styles/components.css';
import './styles/app.css';
import './app/app';
import { startRouter } from './app/router';
import { applyTheme } from './app/theme';

applyTheme();
startRouter();

import L from 'leaflet';

// The plugin for clusters looks for Leaflet here, and must be loaded after this module.
Object.assign(window, { L });

export { L };

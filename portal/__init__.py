"""Every screen, and no model: public pages, the repairer's portal, the back office."""

/**
 * Objects of the model that are made when they are asked for: a machine whose million PFN entries cost nothing until
 * they are looked at. API for those who keep a model equal to something; the objects are ordinary ones of the model.
 */
package org.mmscope.model.demand;

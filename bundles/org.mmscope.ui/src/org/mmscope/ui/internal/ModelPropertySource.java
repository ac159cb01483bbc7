package org.mmscope.ui.internal;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.views.properties.IPropertyDescriptor;
import org.eclipse.ui.views.properties.IPropertySource;
import org.eclipse.ui.views.properties.PropertyDescriptor;

/** The attributes and references of a model object, read-only, with the documentation of the model. */
final class ModelPropertySource implements IPropertySource {

    private final EObject object;

    ModelPropertySource(EObject object) {
        this.object = object;
    }

    @Override
    public IPropertyDescriptor[] getPropertyDescriptors() {
        List<IPropertyDescriptor> descriptors = new ArrayList<>();
        for (EStructuralFeature feature : object.eClass().getEAllStructuralFeatures()) {
            if (!(feature instanceof EReference reference && reference.isContainer())) {
                descriptors.add(descriptor(feature));
            }
        }
        return descriptors.toArray(IPropertyDescriptor[]::new);
    }

    @Override
    public Object getPropertyValue(Object id) {
        return PropertyText.of(object, (EStructuralFeature) id);
    }

    private IPropertyDescriptor descriptor(EStructuralFeature feature) {
        PropertyDescriptor descriptor = new PropertyDescriptor(feature, PropertyText.name(feature));
        descriptor.setDescription(EcoreUtil.getDocumentation(feature));
        descriptor.setCategory(feature instanceof EAttribute
                ? NLS.bind(Messages.Properties_attributes, PropertyText.name(object.eClass()))
                : Messages.Properties_references);
        return descriptor;
    }

    @Override
    public Object getEditableValue() {
        return object;
    }

    @Override
    public boolean isPropertySet(Object id) {
        return false;
    }

    @Override
    public void resetPropertyValue(Object id) {
        // read-only
    }

    @Override
    public void setPropertyValue(Object id, Object value) {
        // read-only
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelPropertySource source && source.object == object;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }
}

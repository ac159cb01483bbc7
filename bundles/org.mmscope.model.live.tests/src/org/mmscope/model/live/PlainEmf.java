package org.mmscope.model.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.emf.common.util.Diagnostic;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EPackage;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.eclipse.emf.ecore.util.Diagnostician;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.eclipse.emf.ecore.xmi.impl.EcoreResourceFactoryImpl;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceFactoryImpl;

/**
 * What somebody does who has EMF, the published Ecore and nothing else of mmscope: reads an exported machine. It runs
 * behind a class loader that has EMF alone, and hands out what it found in the JDK's maps and lists.
 */
public final class PlainEmf {

    private PlainEmf() {
    }

    /** The machine as maps; {@code problems} lists what is wrong with the document. */
    public static Map<String, Object> read(Path ecore, Path xmi) {
        ResourceSet resources = new ResourceSetImpl();
        Map<String, Object> factories = resources.getResourceFactoryRegistry().getExtensionToFactoryMap();
        factories.put("ecore", new EcoreResourceFactoryImpl());
        factories.put("xmi", new XMIResourceFactoryImpl());
        EPackage model = (EPackage) resources.getResource(URI.createFileURI(ecore.toString()), true).getContents()
                .get(0);
        resources.getPackageRegistry().put(model.getNsURI(), model);
        Resource resource = resources.getResource(URI.createFileURI(xmi.toString()), true);
        EObject machine = resource.getContents().get(0);
        Map<String, Object> read = map(machine);
        read.put("problems", problems(model, resource, machine));
        read.put("class", machine.getClass().getName());
        return read;
    }

    private static List<String> problems(EPackage model, Resource resource, EObject machine) {
        List<String> problems = new ArrayList<>();
        resource.getErrors().forEach(error -> problems.add(error.toString()));
        resource.getWarnings().forEach(warning -> problems.add(warning.toString()));
        add(Diagnostician.INSTANCE.validate(model), problems);
        add(Diagnostician.INSTANCE.validate(machine), problems);
        EcoreUtil.UnresolvedProxyCrossReferencer.find(resource).keySet()
                .forEach(proxy -> problems.add("dangling: " + proxy));
        EcoreUtil.ExternalCrossReferencer.find(resource).keySet()
                .forEach(object -> problems.add("outside of the document: " + object));
        return problems;
    }

    private static void add(Diagnostic diagnostic, List<String> problems) {
        if (diagnostic.getSeverity() != Diagnostic.OK) {
            problems.add(diagnostic.getMessage());
            diagnostic.getChildren().forEach(child -> problems.add(child.getMessage()));
        }
    }

    /** An object with what it contains; what it refers to is named. */
    static Map<String, Object> map(EObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (EStructuralFeature feature : object.eClass().getEAllStructuralFeatures()) {
            Object value = object.eGet(feature);
            if (value instanceof List<?> list) {
                map.put(feature.getName(), list.stream().map(one -> value(feature, one)).toList());
            } else {
                map.put(feature.getName(), value == null ? null : value(feature, value));
            }
        }
        return map;
    }

    private static Object value(EStructuralFeature feature, Object value) {
        if (value instanceof EObject object && feature instanceof EReference reference) {
            return reference.isContainment() ? map(object) : name(object);
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /** What tells an object apart from the others of its class. */
    static String name(EObject object) {
        for (String key : List.of("physicalAddress", "pid", "address", "pfn")) {
            EStructuralFeature feature = object.eClass().getEStructuralFeature(key);
            if (feature != null) {
                return object.eClass().getName() + ' ' + object.eGet(feature);
            }
        }
        return object.eClass().getName();
    }
}

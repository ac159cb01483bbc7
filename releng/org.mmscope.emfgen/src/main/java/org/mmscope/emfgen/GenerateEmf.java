package org.mmscope.emfgen;

import java.io.File;
import java.util.Map;
import org.eclipse.emf.codegen.ecore.generator.Generator;
import org.eclipse.emf.codegen.ecore.generator.GeneratorAdapterFactory;
import org.eclipse.emf.codegen.ecore.genmodel.GenModel;
import org.eclipse.emf.codegen.ecore.genmodel.GenModelPackage;
import org.eclipse.emf.codegen.ecore.genmodel.generator.GenBaseGeneratorAdapter;
import org.eclipse.emf.codegen.ecore.genmodel.generator.GenModelGeneratorAdapterFactory;
import org.eclipse.emf.common.util.BasicMonitor;
import org.eclipse.emf.common.util.Diagnostic;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.plugin.EcorePlugin;
import org.eclipse.emf.ecore.resource.ResourceSet;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.eclipse.emf.ecore.xmi.impl.EcoreResourceFactoryImpl;
import org.eclipse.emf.ecore.xmi.impl.XMIResourceFactoryImpl;

/** Stand-alone EMF code generation: args = project dir, project name, genmodel path inside the project. */
public final class GenerateEmf {
    public static void main(String[] args) throws Exception {
        File dir = new File(args[0]).getCanonicalFile();
        String project = args[1];
        EcorePlugin.getPlatformResourceMap().put(project, URI.createFileURI(dir.getPath() + "/"));
        GenModelPackage.eINSTANCE.eClass();
        GeneratorAdapterFactory.Descriptor.Registry.INSTANCE
            .addDescriptor(GenModelPackage.eNS_URI, GenModelGeneratorAdapterFactory.DESCRIPTOR);
        ResourceSet rs = new ResourceSetImpl();
        Map<String, Object> ext = rs.getResourceFactoryRegistry().getExtensionToFactoryMap();
        ext.put("ecore", new EcoreResourceFactoryImpl());
        ext.put("genmodel", new XMIResourceFactoryImpl());
        rs.getURIConverter().getURIMap().putAll(EcorePlugin.computePlatformURIMap(false));
        GenModel gm = (GenModel) rs.getResource(
            URI.createPlatformResourceURI(project + "/" + args[2], true), true).getContents().get(0);
        gm.reconcile();
        gm.setCanGenerate(true);
        Generator generator = new Generator();
        generator.setInput(gm);
        Diagnostic d = generator.generate(gm, GenBaseGeneratorAdapter.MODEL_PROJECT_TYPE, new BasicMonitor());
        System.out.println("EMF codegen: severity=" + d.getSeverity() + " " + d.getMessage() + " " + d.getChildren());
        if (d.getSeverity() >= Diagnostic.ERROR) throw new IllegalStateException(d.toString());
    }
}
